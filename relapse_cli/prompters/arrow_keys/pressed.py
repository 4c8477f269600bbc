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
        interrupted: the key was Ctrl-C.
    """

    action: Action | Literal["menu"]
    draft: str | None = None
    rest: str = ""
    interrupted: bool = field(default=False, compare=False)


Ending = Submitted | Pressed
MayLeave = Callable[[Action], str]
"""Why an action is not offered by a prompt; empty when it is."""
