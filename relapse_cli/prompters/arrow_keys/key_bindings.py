"""Keys that every prompt shares: how it is left, and with what.

Each frequent action has a control key and stands in the menu that Esc opens; no Alt key, not Ctrl-B (tmux),
not F1 (terminals' own help). In text prompts the typed ``/back`` family works as well.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys

from relapse_cli.prompters.arrow_keys.pressed import Ending, Pressed
from relapse_cli.prompters.commands import Action

CONTROL_KEYS: dict[Action, str] = {
    "back": "c-p",
    "skip": "c-n",
    "unknown": "c-k",
    "decline": "c-r",
    "add": "c-y",
    "note": "c-t",
    "jump": "c-g",
    "safety": "c-f",
    "flags": "c-o",
    "check": "c-x",
    "hide": "c-l",
    "pause": "c-c",
}
KEY_NAMES: dict[Action, str] = {
    **{action: f"Ctrl-{key[-1].upper()}" for action, key in CONTROL_KEYS.items()},
    "help": "?",
}
INTERRUPTS = frozenset({"c-c", "<sigint>"})
ESCAPE_SECONDS = 0.1
"""How long Esc waits for the rest of an arrow key's code."""


def leave(event: KeyPressEvent, ending: Ending) -> None:
    """Leave a prompt with an ending; what it drew disappears."""
    event.app.erase_when_done = True
    event.app.exit(result=ending)


def shared_bindings(
    draft: Callable[[], str | None],
    may_leave: Callable[[Action], str],
    show_problem: Callable[[str], None],
    *,
    is_empty: Callable[[], bool],
) -> KeyBindings:
    """The keys of every prompt.

    Args:
        draft: what is half typed just now.
        may_leave: why an action is not offered here; empty when it is.
        show_problem: says it under the prompt.
        is_empty: whether ``?`` asks for help instead of being typed.
    """
    bindings = KeyBindings()

    def bind(key: str, action: Action) -> None:
        @bindings.add(key, eager=True)
        def act(event: KeyPressEvent) -> None:
            problem = may_leave(action)
            if problem:
                show_problem(problem)
            else:
                leave(event, Pressed(action, draft(), interrupted=key in INTERRUPTS))

    for action, key in CONTROL_KEYS.items():
        bind(key, action)
    for key in ("c-d", "<sigint>"):
        bind(key, "pause")

    @bindings.add("?", eager=True, filter=Condition(is_empty))
    def ask_help(event: KeyPressEvent) -> None:
        leave(event, Pressed("help", draft()))

    @bindings.add("escape", eager=True)
    def open_menu(event: KeyPressEvent) -> None:
        leave(event, Pressed("menu", draft()))

    for ignored in ("c-q", "c-s", "c-z", "f1"):
        bindings.add(ignored, eager=True)(ignore)
    return bindings


def list_bindings() -> KeyBindings:
    """What a list must not react to: select all, invert, pasted text."""
    bindings = KeyBindings()
    for key in ("a", "i", Keys.BracketedPaste):
        bindings.add(key, eager=True)(ignore)
    return bindings


def ignore(_: KeyPressEvent) -> None:
    """A key that does nothing."""


def wrap_keys(application: Application[Any], *ours: KeyBindings) -> None:
    """Add our keys to an application; ours win over those that questionary has set."""
    theirs = application.key_bindings
    application.key_bindings = merge_key_bindings([*([theirs] if theirs else []), *ours])
    application.ttimeoutlen = ESCAPE_SECONDS
