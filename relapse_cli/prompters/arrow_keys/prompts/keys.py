"""Keys: how a prompt is left, and with what; how a list and a text are worked.

Each frequent action has a control key and stands in the menu that Esc opens; no Alt key, not Ctrl-B (tmux),
not F1 (terminals' own help). In text prompts the typed ``/back`` family works as well. The keys are bound
once for all prompts and act on the one that is on screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyBindingsBase, merge_key_bindings
from prompt_toolkit.key_binding.key_bindings import ConditionalKeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys

from relapse_cli.prompters.arrow_keys.prompts.endings import Ending, Pressed
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import ListPrompt
from relapse_cli.prompters.arrow_keys.prompts.text_prompt import TextPrompt
from relapse_cli.prompters.arrow_keys.prompts.type_ahead import is_more_waiting, text_follows
from relapse_cli.prompters.arrow_keys.prompts.word_wrap import room_beside_sign
from relapse_cli.prompters.commands import Action

_CONTROL_KEYS: dict[Action, str] = {
    "back": "c-p",
    "skip": "c-n",
    "unknown": "c-k",
    "decline": "c-r",
    "clear": "c-v",
    "add": "c-y",
    "note": "c-t",
    "jump": "c-g",
    "safety": "c-f",
    "card": "c-e",
    "flags": "c-o",
    "check": "c-x",
    "rest": "c-x",
    "hide": "c-l",
    "pause": "c-c",
}
KEY_NAMES: dict[Action, str] = {
    **{action: f"Ctrl-{key[-1].upper()}" for action, key in _CONTROL_KEYS.items()},
    "help": "?",
}
_ONCE_MORE = f"{KEY_NAMES['clear']} once more empties this answer; any other key leaves it."
"""What takes an answer away is pressed twice: elsewhere the key pastes."""
_DIGITS = frozenset("0123456789")
_INTERRUPTS = frozenset({"c-c", "<sigint>"})

Prompt = ListPrompt | TextPrompt
_OnScreen = Callable[[], Prompt]
"""The prompt that is on screen."""


def _leave(event: KeyPressEvent, ending: Ending) -> None:
    """Leave a prompt with an ending; what it drew disappears."""
    event.app.erase_when_done = True
    event.app.exit(result=ending)


def pressed(action: Action | Literal["menu"], prompt: Prompt, *, interrupted: bool = False) -> Pressed:
    """A key for an action, with what is half done on the prompt."""
    pointed = prompt.pointed if isinstance(prompt, ListPrompt) else None
    return Pressed(action, prompt.draft, pointed=pointed, interrupted=interrupted)


def every_key(on_screen: _OnScreen) -> KeyBindingsBase:
    """The keys of all prompts."""
    return merge_key_bindings(
        [_shared_keys(on_screen), _part_keys(on_screen), _list_keys(on_screen), _text_keys(on_screen)]
    )


def _act(event: KeyPressEvent, prompt: Prompt, action: Action, *, interrupted: bool = False) -> None:
    """Leave a prompt for an action, or say on it why that is not to be."""
    problem = "" if action == "hide" else prompt.may_leave(action)
    if action == "clear" and isinstance(prompt, ListPrompt):
        problem = problem or prompt.keeps(prompt.pointed)
    if problem:
        prompt.frame.problem = problem
    elif action == "clear" and prompt.frame.problem != _ONCE_MORE:
        prompt.frame.problem = _ONCE_MORE
    else:
        _leave(event, pressed(action, prompt, interrupted=interrupted))


def _part_keys(on_screen: _OnScreen) -> KeyBindings:
    """The keys that pass from part to part of a form: what is typed or marked is taken on the way on."""
    bindings = KeyBindings()

    @bindings.add("tab", eager=True)
    def go_on(event: KeyPressEvent) -> None:
        prompt = on_screen()
        if prompt.draft:
            submit(event, prompt)
        elif not _is_pasted(event, prompt):
            _act(event, prompt, "skip")

    @bindings.add("s-tab", eager=True)
    def go_back(event: KeyPressEvent) -> None:
        _act(event, on_screen(), "back")

    return bindings


def _shared_keys(on_screen: _OnScreen) -> KeyBindings:
    """The keys that every prompt has; the screen can be hidden wherever one is."""
    bindings = KeyBindings()

    def bind(key: str, action: Action) -> None:
        # Where no card has come up, its key is the line editor's; leaving the rest shares the key of check.
        offered = Condition(lambda: action not in {"card", "rest"} or not on_screen().may_leave(action))

        @bindings.add(key, eager=True, filter=offered)
        def leave_for(event: KeyPressEvent) -> None:
            _act(event, on_screen(), action, interrupted=key in _INTERRUPTS)

    for action, key in _CONTROL_KEYS.items():
        bind(key, action)
    for key in ("c-d", "<sigint>"):
        bind(key, "pause")

    @bindings.add("?", eager=True, filter=Condition(lambda: not on_screen().takes_question_mark))
    def ask_help(event: KeyPressEvent) -> None:
        if not _is_pasted(event, on_screen()):
            _act(event, on_screen(), "help")

    @bindings.add("escape", eager=True)
    def open_menu(event: KeyPressEvent) -> None:
        _leave(event, pressed("menu", on_screen()))

    @bindings.add("enter", eager=True)
    def press_enter(event: KeyPressEvent) -> None:
        submit(event, on_screen())

    for ignored in ("c-q", "c-s", "c-z", "f1"):
        bindings.add(ignored, eager=True)(_ignore)
    return bindings


def submit(event: KeyPressEvent, prompt: Prompt) -> None:
    """Leave with what Enter makes of the prompt; within pasted text it ends a line and nothing else."""
    if not _is_pasted(event, prompt):
        ending = prompt.submit()
        if ending is not None:
            _leave(event, ending)
    elif isinstance(prompt, TextPrompt):
        prompt.begin_line()


def _is_pasted(event: KeyPressEvent, prompt: Prompt) -> bool:
    """Whether a key is part of pasted text, on a terminal that does not tell pasted from typed."""
    if isinstance(prompt, ListPrompt):
        return prompt.pasting or text_follows(event)
    return text_follows(event) or (not event.key_processor.input_queue and is_more_waiting(event.app.input))


def _bind_pages(bindings: KeyBindings, on_screen: _OnScreen) -> None:
    """The keys for pages turn what stands above, or move the pointer of a list where nothing is turned."""

    def turn(key: str, step: int) -> None:
        @bindings.add(key, eager=True)
        def press(event: KeyPressEvent) -> None:
            prompt = on_screen()
            if prompt.frame.place.turn(step):
                return
            ending = prompt.turns(step) if isinstance(prompt, ListPrompt) else None
            if ending is not None:
                _leave(event, ending)
            elif isinstance(prompt, ListPrompt):
                prompt.move_page(step)

    turn("pagedown", 1)
    turn("pageup", -1)


def _list_keys(on_screen: _OnScreen) -> KeyBindingsBase:
    """The keys of lists; letters and pasted text do nothing there, unless they begin a text."""
    bindings = KeyBindings()
    _bind_pages(bindings, on_screen)

    def bind(key: str, act: Callable[[ListPrompt], None]) -> None:
        @bindings.add(key, eager=True)
        def press(_: KeyPressEvent) -> None:
            prompt = on_screen()
            if isinstance(prompt, ListPrompt):
                act(prompt)

    bind("down", lambda prompt: prompt.move(1))
    bind("up", lambda prompt: prompt.move(-1))

    bind("home", lambda prompt: prompt.move_to_end(last=False))
    bind("end", lambda prompt: prompt.move_to_end(last=True))

    @bindings.add(" ", eager=True)
    def mark(event: KeyPressEvent) -> None:
        prompt = on_screen()
        if isinstance(prompt, ListPrompt) and not _is_pasted(event, prompt):
            prompt.mark()

    @bindings.add(Keys.Any)
    def press_letter(event: KeyPressEvent) -> None:
        prompt = on_screen()
        if not isinstance(prompt, ListPrompt) or not event.data.isprintable():
            return
        if prompt.numbered and event.data in _DIGITS and not text_follows(event):
            prompt.press_digit(event.data)
            return
        prompt.pasting = True
        _begin_text(event, prompt)

    @bindings.add(Keys.BracketedPaste)
    def paste(event: KeyPressEvent) -> None:
        prompt = on_screen()
        if isinstance(prompt, ListPrompt):
            _begin_text(event, prompt)

    return ConditionalKeyBindings(bindings, Condition(lambda: isinstance(on_screen(), ListPrompt)))


def _begin_text(event: KeyPressEvent, prompt: ListPrompt) -> None:
    """Open what letters on the row under the pointer open, if anything; what follows them is typed there."""
    opened = prompt.opens(prompt.pointed, prompt.before + event.data)
    if opened is not None:
        _leave(event, opened)


def _text_keys(on_screen: _OnScreen) -> KeyBindingsBase:
    """The keys of texts, beside those that every line editor has."""
    bindings = KeyBindings()
    _bind_pages(bindings, on_screen)

    def bind(key: str, act: Callable[[TextPrompt, KeyPressEvent], None]) -> None:
        @bindings.add(key, eager=True)
        def press(event: KeyPressEvent) -> None:
            prompt = on_screen()
            if isinstance(prompt, TextPrompt):
                act(prompt, event)

    bind("c-j", lambda prompt, _: prompt.begin_line())
    bind("up", lambda prompt, event: prompt.move_row(-1, _room_of(event)))
    bind("down", lambda prompt, event: prompt.move_row(1, _room_of(event)))
    bind(Keys.BracketedPaste, lambda prompt, event: prompt.paste(event.data))
    return ConditionalKeyBindings(bindings, Condition(lambda: isinstance(on_screen(), TextPrompt)))


def _room_of(event: KeyPressEvent) -> int:
    """How many columns typed text has just now."""
    return room_beside_sign(event.app.output.get_size().columns)


def _ignore(_: KeyPressEvent) -> None:
    """A key that does nothing."""
