"""A case code that is known in another spelling: whether it is the same person is asked, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.asking.leaving import Left
from relapse_cli.app.case_code import spelled_alike
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.record import Record
from relapse_cli.model.reply import Answered, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.interview.question import own_screen

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor

_SAME = f"{OWN}same_case"


def with_known_spelling(door: StoreDoor, person: Asker | None, record: Record) -> Record:
    """Return the record under the code that its case has in the store.

    A code that differs from a known one in capital letters only is likely the same person. Where nobody can
    be asked it stays as it was given, and that is told at the end.

    Args:
        door: the door to the store.
        person: who can be asked.
        record: the new record.

    Raises:
        Left: the interview is to pause before it begins.
    """
    cases = set(door.open().cases()) if door.is_set_up else set()
    known = spelled_alike(record.case, cases)
    if not known or record.case in cases:
        return record
    if person is None:
        others = ", ".join(known)
        door.warned = (
            *door.warned,
            f"The store also has the case {others}; {record.case} is another one, written almost the same.",
        )
        return record
    return record.model_copy(update={"case": _asked(person, record.case, known)})


def _asked(person: Asker, code: str, known: tuple[str, ...]) -> str:
    """The code that is meant; anything but a clear answer asks again."""
    options = (
        *(Option(id=f"as.{place}", label=f"Yes, it is {one}") for place, one in enumerate(known)),
        Option(id="new", label=f"No, {code} is somebody else"),
    )
    label = f"There is a case {' and a case '.join(known)}. Is it the same person?"
    codes = {"new": code} | {f"as.{place}": one for place, one in enumerate(known)}
    while True:
        reply = person.ask(own_screen(_SAME, label, options, "Case"))
        if isinstance(reply, Paused):
            raise Left(reply)
        if isinstance(reply, Answered) and str(reply.value) in codes:
            return codes[str(reply.value)]
