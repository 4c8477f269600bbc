"""Setting up: where it stands, one step after the other, and where it stands again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.setup import service_steps, store_steps
from relapse_cli.app.setup.place import sentences_of
from relapse_cli.errors import LockedError, RelapseError
from relapse_cli.model.reply import Paused
from relapse_cli.screens.setup import DONE, ON, Standing, overview_screen

if TYPE_CHECKING:
    from relapse_cli.app.setup.place import Place


class _Step(NamedTuple):
    standing: Callable[[Place], Standing]
    do: Callable[[Place], None]


_STEPS = (
    _Step(store_steps.store_standing, store_steps.set_up),
    _Step(store_steps.keys_standing, store_steps.add_way),
    _Step(service_steps.country_standing, service_steps.choose_country),
    _Step(service_steps.service_standing, service_steps.ask_service),
    _Step(service_steps.demo_standing, service_steps.show_demo),
)


def standings(place: Place) -> tuple[Standing, ...]:
    """Where each step stands.

    Raises:
        StoreError: there is a store that cannot be used as it is.
    """
    return tuple(step.standing(place) for step in _STEPS)


def set_up_all(place: Place) -> None:
    """Set up what is wanted until it is left; what goes wrong in a step is said, and the rest goes on.

    Raises:
        Left: it was left by pausing, or by Ctrl-C.
        StoreError: there is a store that cannot be used as it is.
    """
    while True:
        found = standings(place)
        chosen = place.choose(overview_screen(found))
        if chosen in {None, DONE}:
            return
        wanted = [each.is_open if chosen == ON else each.name == chosen for each in found]
        for step, is_wanted in zip(_STEPS, wanted, strict=True):
            # The ways to unlock a store are only known to be few once it is there.
            if is_wanted or (chosen == ON and step.standing(place).is_open):
                _do(place, step)


def _do(place: Place, step: _Step) -> None:
    try:
        step.do(place)
    except RelapseError as error:
        if isinstance(error, LockedError) and error.interrupted:
            raise Left(Paused(interrupted=True)) from error
        place.person.tell(sentences_of(error))
