"""Which country's emergency numbers an interview shows: asked first, for a crisis leaves no time for it."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.sources.profiles import NONE, ProfileBook
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

_LABEL = "Which country's emergency numbers count here?"
_BODY = (
    (
        "They stand on the emergency card and on the plan. This is asked once; "
        "to change it later: relapse config set profile, RELAPSE_PROFILE or --profile."
    ),
)
_WITHOUT = Option(id=NONE, label="None of these; I know the numbers (the plan stays a draft)")


def ask_profile(person: Asker, record: Record, profiles: ProfileBook, keep: Callable[[str], None]) -> Record:
    """Return the record with the profile that was chosen, where it has none yet.

    Args:
        person: who is asked.
        record: the record.
        profiles: the profiles that there are.
        keep: keeps what was chosen for every later interview.

    Raises:
        Left: the question was left.
    """
    if record.profile is not None:
        return record
    options = tuple(Option(id=known.id, label=known.country) for known in profiles.profiles)
    while True:
        reply = person.ask(
            own_screen(f"{OWN}profile", _LABEL, (*options, _WITHOUT), "Before we begin", _BODY)
        )
        match reply:
            case Answered(value=value):
                keep(str(value))
                pinned = None if value == NONE else profiles.pin(str(value))
                return record.model_copy(update={"profile": pinned})
            case Paused():
                raise Left(reply)
            case _:
                continue
