"""What a prompt ends with: a value, or an action that was asked for by a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from relapse_cli.prompters.commands import Action


@dataclass(frozen=True, slots=True)
class Submitted:
    """Enter was pressed on something that fits."""

    value: object


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key for an action was pressed.

    Attributes:
        action: what it asks for; ``menu`` is the list of everything that can be done.
        draft: what is half typed or half marked; ``None`` = nothing to keep.
        rest: what stood behind a typed command.
        typed: whether it was a typed command, which stands where an answer is typed.
        pointed: the row under the pointer, where there is one.
        interrupted: the key was Ctrl-C.
        idle: there was no key, for so long that the prompt was left.
    """

    action: Action | Literal["menu"]
    draft: str | None = None
    rest: str = ""
    typed: bool = False
    pointed: object = field(default=None, compare=False)
    interrupted: bool = field(default=False, compare=False)
    idle: bool = field(default=False, compare=False)


EMPTIED = " "
"""The draft of a prompt from which all that is recorded has been taken out."""

Ending = Submitted | Pressed
MayLeave = Callable[[Action], str]
"""Why an action is not offered by a prompt; empty when it is."""
