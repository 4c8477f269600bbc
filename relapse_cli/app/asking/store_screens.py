"""The screens on which somebody decides about the store as a whole."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.app.asking.leaving import Left
from relapse_cli.model.ask import Stored, Text
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.reply import Answered, Back, Paused
from relapse_cli.model.screen import OWN, Around, Screen, Ways
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Asker, NoClerk
from relapse_cli.screens.interview.question import own_screen

SECTION = "The store"
ENCRYPTED = (
    "Interviews are kept on this computer, encrypted, so that nothing is lost and nobody else can read them."
)
_TYPE, DROP, _STOP, _GO_ON = "type", "drop", "stop", "go_on"


class _CheckedBy(NoClerk):
    """Checks what is typed, and does nothing else."""

    def __init__(self, check: Callable[[object], list[str]]) -> None:
        self.check = check

    def faults(self, value: object, _: Step | None = None, /) -> list[str]:
        """Why a value does not fit, in words."""
        return self.check(value)


def typed_text(
    asker: Asker,
    name: str,
    label: str,
    body: tuple[str, ...] = (),
    *,
    current: str | None = None,
    check: Callable[[object], list[str]] = NO_CLERK.faults,
) -> str:
    """A line that was typed and fits.

    Raises:
        Left: the screen was left.
    """
    screen = Screen(
        step=Step(f"{OWN}{name}"),
        ask=Text(),
        label=label,
        body=body,
        stored=Stored(current),
        ways=Ways(careful=True, may_skip=False),
        around=Around(SECTION),
    )
    while True:
        reply = asker.ask(screen, _CheckedBy(check))
        if isinstance(reply, Paused | Back):
            raise Left(reply)
        if isinstance(reply, Answered) and str(reply.value).strip() and not check(reply.value):
            return str(reply.value).strip()


def _what_to_do(
    asker: Asker, name: str, label: str, body: tuple[str, ...], options: tuple[Option, ...]
) -> str:
    """What was chosen.

    Raises:
        Left: the screen was left, or the choice was to stop.
    """
    screen = own_screen(f"{OWN}{name}", label, options, SECTION, body)
    while True:
        reply = asker.ask(screen)
        if isinstance(reply, Paused | Back):
            raise Left(reply)
        if reply == Answered(_STOP):
            raise Left(Paused())
        if isinstance(reply, Answered):
            return str(reply.value)


def lost_way(asker: Asker, name: str, hint: str, *, may_type: bool) -> str:
    """What is done about a way to unlock the store that a new data key would lose.

    Args:
        asker: who answers.
        name: the way in words, such as ``the key file``.
        hint: how it can be kept.
        may_type: whether it can be typed now.

    Raises:
        Left: the change of the key is given up.
    """
    typed = (Option(id=_TYPE, label="Type it now, so that it goes on opening the store"),) if may_type else ()
    options = (
        *typed,
        Option(id=DROP, label="Give it up; it no longer opens the store"),
        Option(id=_STOP, label="Stop here; nothing is changed"),
    )
    label = f"What is to become of {name}?"
    return _what_to_do(asker, "rotate.lost", label, (f"The new key needs {name}. {hint}".strip(),), options)


def set_aside_agreed(asker: Asker, words: tuple[str, ...]) -> None:
    """Have it agreed to that a store with more in it than a backup is set aside.

    Raises:
        Left: it was not agreed to.
    """
    options = (
        Option(id=_STOP, label="Stop here; nothing is changed"),
        Option(id=_GO_ON, label="Restore the backup; the store that is here is set aside, not deleted"),
    )
    label = "Should the backup take the place of the store?"
    _what_to_do(asker, "restore.older", label, words, options)


def replacing_agreed(asker: Asker, label: str, words: tuple[str, ...]) -> None:
    """Have it agreed to that a way to unlock the store takes the place of another one.

    Raises:
        Left: it was not agreed to.
    """
    options = (
        Option(id=_STOP, label="Stop here; nothing is changed"),
        Option(id=_GO_ON, label="Replace it; the one before no longer opens the store"),
    )
    _what_to_do(asker, "key.replace", label, words, options)
