"""A step that is told on one line, with arrow keys: typed, what is open asked, its parts shown, then taken.

Whatever is done on the way is written into the line, so that a pause keeps all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from relapse_cli.model.ask import Choice, Table, Text, Told, ToldPart
from relapse_cli.model.reply import (
    AddEntry,
    AnsweredFields,
    Back,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import NOT_TAKEN, Screen
from relapse_cli.prompters.arrow_keys.heads import reminder, styled
from relapse_cli.prompters.arrow_keys.prompts.endings import Ending, MayLeave, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.prompts.frame import ROOM_BELOW, Frame, Head, Line, Space
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import NEUTRAL, Row
from relapse_cli.prompters.arrow_keys.prompts.text_prompt import TextPrompt
from relapse_cli.prompters.arrow_keys.stage.terminal import PromptRunner, chosen
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import Action, read_command, unknown_command
from relapse_cli.prompters.entry_table import signs_for, table_rows
from relapse_cli.prompters.screen_text import section_line
from relapse_cli.prompters.told_text import (
    AGAIN,
    FIRST_USE,
    MORE,
    NEITHER,
    NOT_SAID,
    TAKE,
    doubt_words,
    how_to_tell,
    needed_part,
    part_words,
    parts_to_show,
)
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.told.correct import faults_of, put_right, with_status
from relapse_cli.prompters.typed.told.read import Doubt, ToldStep, corrected, read_told
from relapse_cli.text.width import shorten

_LINE_KEYS = ("Enter shows the parts, empty ends the steps.", "Esc the steps")
_PART_KEYS = ("Enter chooses, a digit moves to a part.", "Esc the line")
_DOUBT_KEYS = ("Enter chooses.", "Esc the line")
_FIX_KEYS = ("Enter keeps it; empty, it is not said.", "Esc leaves it")
_STATUS: dict[Action, str] = {"unknown": "unknown", "decline": "declined"}


@dataclass(frozen=True, slots=True)
class BegunLine:
    """Letters typed on the list, or none: a step is told on one line, and these are the first of it."""

    letters: str = ""


def begin_line(_: object, letters: str) -> Submitted | None:
    """Open the line with letters."""
    return Submitted(BegunLine(letters))


class ToldLine:
    """A step that is being told.

    Args:
        terminal: where it is typed.
        screen: the list that it belongs to.
        may_leave: why an action is not offered there.
        clerk: checks the parts, and keeps the line at every change.

    Attributes:
        line: as it stands.
    """

    def __init__(self, terminal: PromptRunner, screen: Screen, may_leave: MayLeave, clerk: Clerk) -> None:
        assert isinstance(screen.ask, Table)  # noqa: S101 - see the asker
        assert screen.ask.told is not None  # noqa: S101 - see the asker
        self.terminal, self.screen, self.may_leave, self.clerk = terminal, screen, may_leave, clerk
        self.table: Table = screen.ask
        self.told: Told = screen.ask.told
        self.line = self._at_first = screen.stored.draft or ""
        self.prompt = self._new_prompt()

    def as_left(self) -> Screen:
        """The list with what is begun of a line."""
        screen, begun = self.screen, bool(self.line.strip())
        around = replace(screen.around, keeping=NOT_TAKEN) if begun else screen.around
        return replace(screen, stored=replace(screen.stored, draft=self.line), around=around)

    def with_line(self, reply: Reply) -> Reply:
        """A reply that leaves the list, with what is begun of the line; a step that is taken has none."""
        if self.line == self._at_first:
            return reply
        match reply:
            case (
                AddEntry()
                | SetStatus()
                | Skipped()
                | Noted()
                | Back()
                | Jump()
                | OpenCheck()
                | ListAct()
                | Paused()
            ):
                return replace(reply, draft=self.line)
            case _:
                return reply

    def ask(self, letters: str = "") -> Reply | Pressed | None:
        """Go from the line to its parts and back; ``None`` = back to the list, a key = what it stands for."""
        if letters:
            self._new_prompt().paste(letters)  # which keeps the line
        while True:
            ending = self._type()
            if isinstance(ending, Pressed):
                return None if ending.action == "menu" else ending
            if not self.line.strip():
                return ListAct("done")
            reply = self._show()
            if reply is not None:
                return reply

    def _keep(self, line: str) -> None:
        """Keep the line as it stands now."""
        self.line = line
        self.clerk.keep_draft(line)

    def _type(self) -> Ending:
        """Let the line be typed; a command that is typed takes its place for a moment only."""
        before, problem = self.line, self.prompt.frame.problem
        self.prompt = self._new_prompt()
        self.prompt.frame.problem = problem
        ending = self.terminal.run(self.prompt)
        if isinstance(ending, Pressed) and ending.typed:
            self._keep(before)
        return ending

    def _new_prompt(self) -> TextPrompt:
        """The prompt of the line as it stands."""
        return TextPrompt(
            Frame(self._head, _LINE_KEYS, self.screen.around.keeping),
            self.line,
            "",
            read=_read_line,
            may_leave=self.may_leave,
            on_draft=self._keep,
            help_sign=False,
        )

    def _show(self) -> Reply | Pressed | None:
        """Ask what is open, then show the parts until they are taken; ``None`` = back to the line."""
        whole = False
        while True:
            heard = read_told(self.line, self.told)
            ending = self._doubt(heard.doubts[0]) if heard.doubts else self._parts(heard, whole=whole)
            if isinstance(ending, Pressed):
                return ending if ending.action == "pause" else None
            match ending.value:
                case "again":
                    return None
                case "take":
                    return AnsweredFields(heard.fields)
                case "first_use":
                    return ListAct("first_use", draft=self.line)
                case "more":
                    whole = True
                case ToldPart() as part:
                    if (left := self._put_right(part, heard)) is not None:
                        return left
                case line:
                    self._keep(str(line))

    def _doubt(self, doubt: Doubt) -> Ending:
        """Which way some words are meant; what is chosen is the line that says so."""
        rows = [NEUTRAL, *(Row(line, words) for words, line in doubt.choices), Row("again", NEITHER)]
        head = self._words_head(doubt_words(doubt.words, doubt.why))
        return self.terminal.choose(
            Frame(head, _DOUBT_KEYS, NOT_TAKEN), rows, accept=chosen, may_leave=_only_back
        )

    def _parts(self, heard: ToldStep, *, whole: bool) -> Ending:
        """The parts, to be taken or put right; the pointer stands on what is still needed."""
        parts = parts_to_show(heard, self.told, whole=whole)
        rows = [
            Row("take", TAKE),
            *(Row(part, f"{n}. {part_words(part, heard)}") for n, part in enumerate(parts, 1)),
        ]
        asks_first = heard.needs_first_use and self.told.first_use_open
        rows += [Row("first_use", FIRST_USE)] if asks_first else []
        rows += [] if len(parts) == len(self.told.parts) else [Row("more", MORE)]
        rows += [Row("again", AGAIN)]
        needed = needed_part(heard, self.told)
        return self.terminal.choose(
            Frame(self._words_head("Is this the step?", *heard.remarks), _PART_KEYS, NOT_TAKEN),
            rows,
            pointed="first_use" if asks_first else needed or "take",
            accept=lambda value: " ".join(faults_of(heard, self.told, self.clerk)) if value == "take" else "",
            counted=lambda value: isinstance(value, ToldPart),
            may_leave=_only_back,
        )

    def _put_right(self, part: ToldPart, heard: ToldStep) -> Pressed | None:
        """Put one part right; a pause is handed on, and keeps what is half typed of it."""
        ending = self._option(part, heard) if isinstance(part.ask, Choice) else self._words(part, heard)
        if isinstance(ending, Submitted):
            self._keep(str(ending.value))
        elif ending.action in _STATUS:
            self._keep(with_status(self.line, part, _STATUS[ending.action], self.told))
        elif ending.action == "pause":
            return Pressed("pause", self.line, interrupted=ending.interrupted, idle=ending.idle)
        else:
            self._keep(self.line)
        return None

    def _option(self, part: ToldPart, heard: ToldStep) -> Ending:
        """One of the options, or that it is not said; what is chosen is the line that says so."""
        assert isinstance(part.ask, Choice)  # noqa: S101 - see the caller
        lines = {o.id: corrected(self.line, part.field, o.id, self.told) for o in part.ask.options}
        rows = [Row(lines[option.id], option.label) for option in part.ask.options]
        rows += [Row(corrected(self.line, part.field, "", self.told), NOT_SAID.capitalize())]
        now = lines.get(str(heard.fields.get(part.field)))
        frame = Frame(self._words_head(part.label, part.help), _DOUBT_KEYS)
        return self.terminal.choose(frame, rows, pointed=now, may_leave=_only_within(part))

    def _words(self, part: ToldPart, heard: ToldStep) -> Ending:
        """Other words for a part; Enter gives the line with them."""
        own, line = heard.parts.get(part.field), self.line

        def read(text: str) -> Ending | str:
            changed = put_right(line, part, text, self.told)
            return changed.message if isinstance(changed, Unreadable) else Submitted(changed)

        def keep(text: str) -> None:
            self.clerk.keep_draft(corrected(line, part.field, text, self.told))

        prompt = TextPrompt(
            Frame(self._words_head(part.label, part.help, gap=True), _FIX_KEYS),
            own.words if own else "",
            own.words if own else "",
            read=read,
            may_leave=_only_within(part),
            on_draft=keep,
            help_sign=False,
        )
        ending = self.terminal.run(prompt)
        if isinstance(ending, Pressed) and ending.action == "pause":
            self._keep(corrected(line, part.field, prompt.buffer.text, self.told))
        return ending

    def _head(self, space: Space) -> list[Line]:
        """What stands above the line: the steps so far, where there is room, and how a step is told."""
        width, card = space.width, self.screen.around.card
        rows = table_rows(self.table, space.option_width, signs_for(self.terminal.encoding))
        above: list[Line] = [
            ("section", shorten(section_line(self.screen), width)),
            *reminder(card, width),
            ("", ""),
        ]
        number = len(self.table.rows) + 1
        asked = [
            *styled(f"{self.screen.label} Step {number}:", "label", width),
            *styled(how_to_tell(self.told), "quiet", width),
        ]
        steps = [("", line) for row in rows for line in row.split("\n")]
        has_room = len(above) + len(steps) + len(asked) + 2 <= space.rows - ROOM_BELOW - 2
        return [*above, *([*steps, ("", "")] if steps and has_room else []), *asked, ("", "")]

    def _words_head(self, label: str, *quiet: str, gap: bool = False) -> Head:
        """What stands above the parts: the line as it was told, what is asked, and what is to be said."""

        def draw(space: Space) -> list[Line]:
            width = space.width
            lines: list[Line] = [("section", shorten(section_line(self.screen), width)), ("", "")]
            lines += [*styled(f"“{self.line}”", "quiet", width, after=True), *styled(label, "label", width)]
            for words in quiet:
                lines += styled(words, "quiet", width)
            return [*lines, ("", "")] if gap else lines

        return draw


def _read_line(text: str) -> Ending | str:
    """A line, or a command that was typed in its place."""
    command = read_command(text)
    if command is not None:
        return Pressed(command.action, None, command.rest, typed=True)
    if unknown := unknown_command(text):
        return f"{unknown} Esc leads back to the steps, and from there to the menu."
    return Submitted(text)


def _only_back(action: Action) -> str:
    """From the parts one pauses, or goes back to the line; from there everything else is possible."""
    return "" if action in {"pause", "back"} else "Enter chooses, Esc goes back to the line."


def _only_within(part: ToldPart) -> Callable[[Action], str]:
    """A part is put right or left; everything else waits."""
    marks = frozenset() if isinstance(part.ask, Text) else frozenset(_STATUS)

    def may_leave(action: Action) -> str:
        return "" if action in {"pause", "back", *marks} else "Enter keeps it, Esc leaves it as it was."

    return may_leave
