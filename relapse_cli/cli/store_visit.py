"""One command at the store: whoever is asked is asked once, and a question that is left ends it quietly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from relapse_cli.cli.exit_codes import INTERRUPTED, PAUSED

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor
    from relapse_cli.app.asking.watch_pauses import PauseWatch
    from relapse_cli.prompters.asker import Asker


class OnePerson:
    """Finds whoever can be asked when it is first wanted, and remembers how the last prompt was left.

    Args:
        find: finds somebody; raises where nobody can be asked.
    """

    def __init__(self, find: Callable[[], Asker]) -> None:
        self.find = find
        self.watch: PauseWatch | None = None

    def __call__(self) -> Asker:
        """Return whoever can be asked.

        Raises:
            NeedsAnswersError: nobody can.
        """
        from relapse_cli.app.asking.watch_pauses import PauseWatch

        if self.watch is None:
            self.watch = PauseWatch(self.find())
        return self.watch

    @property
    def interrupted(self) -> bool:
        """Whether the last prompt was left with Ctrl-C."""
        return self.watch is not None and self.watch.interrupted


def visit_store(
    act: Callable[[StoreDoor], int | None], data_dir: str | None, *, accessible: bool = False
) -> int:
    """Do something at the store, and return the exit code.

    Args:
        act: what is done; it returns an exit code, or nothing for 0.
        data_dir: the folder of the store, if one was named.
        accessible: plain lines.

    Raises:
        RelapseError: it could not be done.
    """
    from relapse_cli.app.asking.in_turn import Left
    from relapse_cli.cli.store_access import store_door
    from relapse_cli.cli.streams import tell
    from relapse_cli.errors import LockedError

    with store_door(data_dir, accessible=accessible) as door:
        person = OnePerson(door.person)
        door.person = person
        try:
            return act(door) or 0
        except LockedError:
            if not person.interrupted:
                raise
            tell("Stopped. The store stays locked.")
            return INTERRUPTED
        except Left:
            tell("Stopped. Nothing was changed.")
            return INTERRUPTED if person.interrupted else PAUSED


def tell_advice(warning: str, remedy: str) -> None:
    """Say what should be looked at, and the command for it."""
    from relapse_cli.cli.streams import tell

    if warning:
        tell(warning, f"To change that: {remedy}")
