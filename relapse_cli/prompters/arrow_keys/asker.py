"""The arrow-key asker: one calm screen at a time, and every way out of it a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import Output, create_output

from relapse_cli.prompters.arrow_keys.check_list import CheckList
from relapse_cli.prompters.arrow_keys.frame import Frame
from relapse_cli.prompters.arrow_keys.heads import how_to, question_head, styled
from relapse_cli.prompters.arrow_keys.key_bindings import KEY_NAMES
from relapse_cli.prompters.arrow_keys.list_prompt import NEUTRAL, NOTHING, Row
from relapse_cli.prompters.arrow_keys.pressed import Ending, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.terminal import Terminal
from relapse_cli.prompters.arrow_keys.type_ahead import flush_type_ahead
from relapse_cli.prompters.base import (
    Answered,
    Card,
    CardReply,
    CheckReply,
    CheckScreen,
    Confirmed,
    Jump,
    ListAct,
    ListAction,
    Noted,
    Paused,
    Reply,
    Screen,
    Skipped,
    choices_of,
)
from relapse_cli.prompters.commands import WORDS, Action, offered, read_command, reply_to
from relapse_cli.prompters.screen_text import (
    card_lines,
    empty_words,
    flag_lines,
    help_lines,
    not_offered,
    noted_words,
    place_words,
    read_aloud_lines,
)
from relapse_cli.prompters.typed_values import Unreadable, read_value, written

RETURN = "Back to this question"


class NoScreenError(Exception):
    """This console cannot be drawn on, such as Git Bash or the window of an editor."""


class ArrowKeysAsker:
    """Asks with arrow keys and Enter on a terminal.

    Args:
        source: where keys come from.
        output: where prompts are drawn.
        flush: forgets keys that were pressed too early.
    """

    def __init__(
        self, source: Input, output: Output, *, flush: Callable[[Input], None] = flush_type_ahead
    ) -> None:
        self.terminal = Terminal(source, output, flush)
        self._check = CheckList(self.terminal)
        self._told = ""
        self._hinted: set[str] = set()

    @classmethod
    def on_terminal(cls, out: TextIO) -> ArrowKeysAsker:
        """An asker that reads the keyboard and draws on a stream that is a terminal.

        Raises:
            NoScreenError: when the console cannot be drawn on.
        """
        try:
            return cls(create_input(), create_output(stdout=out))
        except Exception as error:
            if type(error).__name__ == "NoConsoleScreenBufferError":  # exists on Windows only
                raise NoScreenError from error
            raise

    def ask(self, screen: Screen) -> Reply:
        """Put one question until there is a reply."""
        if screen.begins and screen.opening and not self._read_aloud(screen):
            return Paused()
        draft = screen.draft
        while True:
            ending = self._prompt(screen, draft)
            if isinstance(ending, Submitted):
                reply = self._submitted(ending.value, screen)
                if reply is not None:
                    return reply
                continue
            draft = screen.draft if ending.draft is None else ending.draft
            reply = self._act(ending, screen)
            if reply is not None:
                return reply

    def card(self, card: Card) -> CardReply:
        """Show an emergency card until the pointer has been moved to its last row and Enter pressed."""
        lines = card_lines(card, self.terminal.width)
        if not self.terminal.show(card.title, lines, onward="I have read this; go on", careful=True):
            return Paused()
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers."""
        return self._check.ask(screen)

    def tell(self, text: str) -> None:
        """Say something above the next question."""
        self._told = f"{self._told} {text}".strip()

    def _prompt(self, screen: Screen, draft: str | None) -> Ending:
        """Draw the question once, and return how it was left."""
        terminal = self.terminal
        how = "" if screen.kind in self._hinted else how_to(screen)
        frame = Frame(
            head=question_head(screen, how, self._told, terminal.width, terminal.rows),
            keys=keys_line(screen),
        )
        self._hinted.add(screen.kind)
        self._told = ""

        def may_leave(action: Action) -> str:
            return "" if action in offered(screen) else not_offered(action, screen)

        match screen.kind:
            case "choice" | "yes_no":
                rows = [Row(c.value, c.label) for c in choices_of(screen)]
                is_open = screen.careful and screen.current is None
                return terminal.choose(
                    frame,
                    [NEUTRAL, *rows] if is_open else rows,
                    pointed=screen.current,
                    accept=lambda value: empty_words(screen) if value is NOTHING else "",
                    may_leave=may_leave,
                )
            case "multi":
                return self._mark(screen, draft, frame, may_leave)
            case "entries":
                return terminal.choose(frame, entry_rows(screen), may_leave=may_leave)
            case _:
                return self._type(screen, draft, frame, may_leave)

    def _mark(
        self, screen: Screen, draft: str | None, frame: Frame, may_leave: Callable[[Action], str]
    ) -> Ending:
        current = screen.current if isinstance(screen.current, list | tuple) else ()
        return self.terminal.mark(
            frame,
            [Row(c.value, c.label) for c in choices_of(screen)],
            draft.split() if draft else list(current),
            exclusive=screen.exclusive,
            accept=lambda value: " ".join(screen.check(value)) if value else empty_words(screen),
            may_leave=may_leave,
        )

    def _type(
        self, screen: Screen, draft: str | None, frame: Frame, may_leave: Callable[[Action], str]
    ) -> Ending:
        recorded = written(screen.current)
        return self.terminal.type(
            frame,
            draft or recorded,
            recorded=recorded,
            read=lambda text: read_ending(text, screen),
            may_leave=may_leave,
            on_draft=screen.on_draft,
            long=screen.kind == "long_text",
        )

    def _submitted(self, value: object, screen: Screen) -> Reply | None:
        if value is NOTHING:
            return Skipped()
        if isinstance(value, ListAct):
            return value if value.action != "remove" else self._remove(value, screen)
        return Answered(value)

    def _remove(self, removing: ListAct, screen: Screen) -> Reply | None:
        """Ask once more before an entry is removed."""
        width = self.terminal.width
        head = styled(f"Remove {removing.entry + 1}. {screen.entries[removing.entry]}?", "label", width)
        rows = [Row("keep", "Keep it"), Row("remove", "Remove it")]
        ending = self.terminal.choose(Frame(head=head, keys="Enter chooses, Esc goes back."), rows)
        if isinstance(ending, Submitted):
            return removing if ending.value == "remove" else None
        return Paused() if ending.action == "pause" else None

    def _act(self, pressed: Pressed, screen: Screen) -> Reply | None:
        """Do what a key or a typed command asks for; ``None`` = back to the question."""
        action = self._menu(screen) if pressed.action == "menu" else pressed.action
        if action is None:
            return None
        reply = reply_to(action, screen, pressed.draft)
        if isinstance(reply, str):
            self._told = reply
            return None
        return reply if reply is not None else self._panel(action, screen, pressed)

    def _menu(self, screen: Screen) -> Action | None:
        actions = offered(screen)
        rows = [Row("return", RETURN), *(Row(action, menu_words(action)) for action in actions)]
        frame = Frame(head=[("label", "What would you like to do?")], keys="Enter chooses, Esc goes back.")
        ending = self.terminal.choose(frame, rows)
        if isinstance(ending, Pressed):
            return "pause" if ending.action == "pause" else None
        return next((action for action in actions if action == ending.value), None)

    def _panel(self, action: Action, screen: Screen, pressed: Pressed) -> Reply | None:
        """Show what an action shows, beside the question."""
        width = self.terminal.width
        going_on = True
        match action:
            case "note":
                return self._note(screen, pressed)
            case "jump":
                return self._jump(screen, pressed)
            case "read":
                going_on = self._read_aloud(screen, onward=RETURN)
            case "flags":
                going_on = self.terminal.show("Noted so far", flag_lines(screen, width), onward=RETURN)
            case "hide":
                going_on = self.terminal.show("", [], onward="Show the question again", careful=True)
            case _:
                lines = [*help_lines(screen, width), "", *key_lines(screen)]
                going_on = self.terminal.show(screen.label, lines, onward=RETURN)
        return None if going_on else Paused(pressed.draft)

    def _read_aloud(self, screen: Screen, onward: str = "Go on") -> bool:
        lines = read_aloud_lines(screen, self.terminal.width)
        return self.terminal.show(screen.section, lines, onward=onward)

    def _note(self, screen: Screen, pressed: Pressed) -> Reply | None:
        width = self.terminal.width
        head = styled(screen.label, "label", width, after=True) + styled(
            "A note on this answer", "quiet", width
        )
        ending = self.terminal.type(
            Frame(head=[*head, ("", "")], keys="Enter keeps the note, Esc goes back without it."),
            pressed.rest or screen.note or "",
            recorded=screen.note or "",
            read=Submitted,
            may_leave=lambda action: "" if action == "pause" else "Enter keeps the note, Esc goes back.",
            on_draft=lambda _: None,
        )
        if isinstance(ending, Submitted):
            return Noted(str(ending.value), pressed.draft)
        return Paused(pressed.draft) if ending.action == "pause" else None

    def _jump(self, screen: Screen, pressed: Pressed) -> Reply | None:
        rows = [Row(place.question, place_words(place)) for place in screen.places]
        here = next((place.question for place in screen.places if place.title == screen.section), None)
        frame = Frame(head=[("label", "Go to")], keys="Enter chooses, Esc goes back to the question.")
        ending = self.terminal.choose(frame, rows, pointed=here)
        if isinstance(ending, Submitted):
            return Jump(str(ending.value), pressed.draft)
        return Paused(pressed.draft) if ending.action == "pause" else None


def read_ending(text: str, screen: Screen) -> Ending | str:
    """What Enter makes of typed text: a value, a command, or what is wrong with it."""
    command = read_command(text)
    if command is not None:
        return Pressed(command.action, None, command.rest)
    if not text.strip():
        return Submitted(NOTHING) if screen.may_skip and not screen.careful else empty_words(screen)
    value = read_value(text, screen)
    if isinstance(value, Unreadable):
        return value.message
    return " ".join(screen.check(value)) or Submitted(value)


def entry_rows(screen: Screen) -> list[Row]:
    """What can be done with a list of entries."""
    rows: list[Row] = []
    for index, words in enumerate(screen.entries):
        rows.append(Row(None, f"{index + 1}. {words}"))
        ways: list[tuple[ListAction, str]] = [
            ("change", "Change"),
            ("details", "More about"),
            ("remove", "Remove"),
        ]
        rows += [
            Row(ListAct(action, index), f"  {label} {index + 1}")
            for action, label in ways
            if action != "details" or index in screen.details
        ]
    adding = (
        [Row(ListAct("add"), "Add another" if screen.entries else "Add the first")] if screen.may_add else []
    )
    done = [Row(ListAct("done"), "Done, go on")] if screen.entries or screen.may_skip else []
    return [*adding, *done, *rows] if screen.entries else [*adding, *done]


def menu_words(action: Action) -> str:
    """A row of the menu, with the key that does the same."""
    key = KEY_NAMES.get(action, "")
    return f"{WORDS[action]:<44}{key}".rstrip()


def keys_line(screen: Screen) -> str:
    """The line below a question: where everything else is, and quiet counts."""
    parts = ["Esc menu", "? help", noted_words(screen), screen.keeping]
    return "   ".join(part for part in parts if part)


def key_lines(screen: Screen) -> list[str]:
    """The keys of a question, for the help page."""
    return [f"{KEY_NAMES[action]:<8}{WORDS[action]}" for action in offered(screen) if action in KEY_NAMES]
