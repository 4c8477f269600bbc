"""Keys: how a prompt is left, and with what; how a list and a text are worked.

Each frequent action has a control key and stands in the menu that Esc opens; no Alt key, not Ctrl-B (tmux),
not F1 (terminals' own help). In text prompts the typed ``/back`` family works as well. The keys are bound
once for all prompts and act on the one that is on screen.
"""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyBindingsBase, merge_key_bindings
from prompt_toolkit.key_binding.key_bindings import ConditionalKeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys

from relapse_cli.prompters.arrow_keys.list_prompt import ListPrompt
from relapse_cli.prompters.arrow_keys.pressed import Ending, Pressed
from relapse_cli.prompters.arrow_keys.text_prompt import TextPrompt
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

Prompt = ListPrompt | TextPrompt
OnScreen = Callable[[], Prompt]
"""The prompt that is on screen."""


def leave(event: KeyPressEvent, ending: Ending) -> None:
    """Leave a prompt with an ending; what it drew disappears."""
    event.app.erase_when_done = True
    event.app.exit(result=ending)


def every_key(on_screen: OnScreen) -> KeyBindingsBase:
    """The keys of all prompts."""
    return merge_key_bindings([shared_keys(on_screen), list_keys(on_screen), text_keys(on_screen)])


def shared_keys(on_screen: OnScreen) -> KeyBindings:
    """The keys that every prompt has."""
    bindings = KeyBindings()

    def bind(key: str, action: Action) -> None:
        @bindings.add(key, eager=True)
        def act(event: KeyPressEvent) -> None:
            prompt = on_screen()
            problem = prompt.may_leave(action)
            if problem:
                prompt.frame.problem = problem
            else:
                leave(event, Pressed(action, prompt.draft, interrupted=key in INTERRUPTS))

    for action, key in CONTROL_KEYS.items():
        bind(key, action)
    for key in ("c-d", "<sigint>"):
        bind(key, "pause")

    @bindings.add("?", eager=True, filter=Condition(lambda: not on_screen().takes_question_mark))
    def ask_help(event: KeyPressEvent) -> None:
        leave(event, Pressed("help", on_screen().draft))

    @bindings.add("escape", eager=True)
    def open_menu(event: KeyPressEvent) -> None:
        leave(event, Pressed("menu", on_screen().draft))

    @bindings.add("enter", eager=True)
    def submit(event: KeyPressEvent) -> None:
        ending = on_screen().submit()
        if ending is not None:
            leave(event, ending)

    for ignored in ("c-q", "c-s", "c-z", "f1"):
        bindings.add(ignored, eager=True)(ignore)
    return bindings


def list_keys(on_screen: OnScreen) -> KeyBindingsBase:
    """The keys of lists; letters and pasted text do nothing there."""
    bindings = KeyBindings()

    def bind(key: str, act: Callable[[ListPrompt], None]) -> None:
        @bindings.add(key, eager=True)
        def pressed(_: KeyPressEvent) -> None:
            prompt = on_screen()
            if isinstance(prompt, ListPrompt):
                act(prompt)

    bind("down", lambda prompt: prompt.move(1))
    bind("up", lambda prompt: prompt.move(-1))
    bind("home", lambda prompt: prompt.move_to_end(last=False))
    bind("end", lambda prompt: prompt.move_to_end(last=True))
    bind(" ", ListPrompt.mark)
    for key in (Keys.BracketedPaste, Keys.Any):
        bindings.add(key)(ignore)
    return ConditionalKeyBindings(bindings, Condition(lambda: isinstance(on_screen(), ListPrompt)))


def text_keys(on_screen: OnScreen) -> KeyBindingsBase:
    """The keys of texts, beside those that every line editor has."""
    bindings = KeyBindings()

    @bindings.add("c-j", eager=True)
    def begin_line(_: KeyPressEvent) -> None:
        prompt = on_screen()
        if isinstance(prompt, TextPrompt):
            prompt.begin_line()

    return ConditionalKeyBindings(bindings, Condition(lambda: isinstance(on_screen(), TextPrompt)))


def ignore(_: KeyPressEvent) -> None:
    """A key that does nothing."""
