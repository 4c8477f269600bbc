"""What is shown beside a question, with arrow keys: the menu, help, a note, the jump list, a removal."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.model.ask import TableRow
from relapse_cli.model.reply import (
    Answered,
    AnsweredFields,
    Jump,
    ListAct,
    Noted,
    OpenCheck,
    Paused,
    Reply,
)
from relapse_cli.model.screen import Card, Screen
from relapse_cli.model.step import note_of
from relapse_cli.prompters.arrow_keys.heads import styled, words_head
from relapse_cli.prompters.arrow_keys.prompts.endings import EMPTIED, Pressed, Submitted
from relapse_cli.prompters.arrow_keys.prompts.frame import Frame, Head, Line, Space
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import NEUTRAL, Row
from relapse_cli.prompters.arrow_keys.prompts.reading import OpenDay, faults_of
from relapse_cli.prompters.arrow_keys.prompts.text_prompt import TextPrompt
from relapse_cli.prompters.arrow_keys.rows import key_lines, menu_words, way_rows
from relapse_cli.prompters.arrow_keys.stage.pages import FINISH_HERE, Pages, cut_card
from relapse_cli.prompters.arrow_keys.stage.terminal import PromptRunner, chosen
from relapse_cli.prompters.asker import Clerk
from relapse_cli.prompters.commands import Action, offered
from relapse_cli.prompters.screen_text import flag_lines, help_lines, jump_words, read_aloud_lines
from relapse_cli.prompters.typed.distance import taken

_RETURN = "Back to this question"
_LIST_KEYS = ("Enter chooses, Esc goes back.",)
_NOTE_KEYS = ("Enter keeps the note, Esc goes back without it.",)


def _note_keys_only(action: Action) -> str:
    """A note is kept or left; everything else waits."""
    return "" if action == "pause" else "Enter keeps the note, Esc goes back."


@dataclass(frozen=True, slots=True)
class _About:
    """The answer that a note is on, with the note and what was half typed of one."""

    question: str
    label: str
    note: str | None
    begun: str | None


@dataclass(frozen=True, slots=True)
class _Noting:
    """Who keeps a note while it is typed, and what is said of the last change."""

    clerk: Clerk
    kept: str


class Panels:
    """Opens panels on a terminal; ``None`` leads back to the question."""

    def __init__(self, terminal: PromptRunner) -> None:
        self.terminal = terminal

    def menu(self, screen: Screen) -> Action | None:
        """Everything that can be done here."""
        actions = offered(screen)
        rows = [Row("return", _RETURN), *(Row(action, menu_words(action)) for action in actions)]
        frame = Frame(head=words_head(("label", "What would you like to do?")), keys=_LIST_KEYS)
        ending = self.terminal.choose(frame, rows)
        if isinstance(ending, Pressed):
            return "pause" if ending.action == "pause" else None
        return next((action for action in actions if action == ending.value), None)

    def open(self, action: Action, screen: Screen, pressed: Pressed, clerk: Clerk) -> Reply | None:
        """Show what an action shows, beside the question."""
        going_on = True
        match action:
            case "note":
                about = _About(
                    screen.step.question, screen.label, screen.stored.note, screen.stored.begun_note
                )
                return self._note(about, pressed, _Noting(clerk, screen.around.keeping))
            case "jump":
                return self._jump(screen, pressed)
            case "read":
                going_on = self.read_aloud(screen, onward=_RETURN)
            case "flags":
                going_on = self.terminal.show(
                    "Noted so far", lambda width: flag_lines(screen, width), onward=_RETURN
                )
            case "card" if (card := screen.around.card) is not None:
                pages = Pages(card.title, cut_card(card, 0), _RETURN, beside=(FINISH_HERE,))
                row = self.terminal.read(pages)
                if row == FINISH_HERE.value:
                    return OpenCheck(pressed.draft)
                going_on = row is not None
            case "hide":
                going_on = self.terminal.hide()
            case _:
                going_on = self.terminal.show(
                    screen.label,
                    lambda width: [*help_lines(screen, width), "", *key_lines(screen)],
                    onward=_RETURN,
                )
        return None if going_on else Paused(pressed.draft)

    def read_aloud(self, screen: Screen, onward: str = "Go on") -> bool:
        """Words to read aloud; ``False`` when the interview is to pause."""
        return self.terminal.show(
            screen.around.section, lambda width: read_aloud_lines(screen, width), onward=onward
        )

    def event(self, row: TableRow, clerk: Clerk) -> Reply | None:
        """What is to be done with one event of a list; removing it is asked once, with what that would do."""
        frame = Frame(head=words_head(("label", row.words)), keys=_LIST_KEYS)
        ending = self.terminal.choose(frame, way_rows(row))
        if isinstance(ending, Pressed):
            return Paused() if ending.action == "pause" else None
        act = ending.value
        if not isinstance(act, ListAct) or act.action != "remove":
            return act if isinstance(act, ListAct) else None
        return self._remove(act, row.words, clerk)

    def which(self, found: OpenDay, screen: Screen, clerk: Clerk) -> Reply | None:
        """Which of several times was meant; ``None`` when it is to be typed another way."""
        asked = f"“{found.typed.strip()}”: {found.found.why} Which one is meant?"
        parts = [("label", screen.label), ("", asked)]
        rows = [NEUTRAL, *(Row(taken(choice), choice.words) for choice in found.found.choices)]
        rows.append(Row("again", "None of these; type it another way"))
        while True:
            frame = Frame(head=words_head(*parts), keys=_LIST_KEYS)
            ending = self.terminal.choose(frame, rows, accept=chosen)
            if isinstance(ending, Pressed):
                return Paused(found.typed) if ending.action == "pause" else None
            if ending.value == "again":
                return None
            value = ending.value
            faults = faults_of(value, screen, clerk)
            if not faults:
                return value if isinstance(value, AnsweredFields) else Answered(value)
            parts = [*parts[:2], ("problem", " ".join(faults))]

    def _remove(self, removing: ListAct, words: str, clerk: Clerk) -> Reply | None:
        rows = [Row("keep", "Keep it"), Row("remove", "Remove it")]
        ending = self.terminal.choose(
            Frame(
                head=_removal_head(f"Remove this entry? {words}", clerk.removal(removing.entry)),
                keys=_LIST_KEYS,
            ),
            rows,
        )
        if isinstance(ending, Submitted):
            return removing if ending.value == "remove" else None
        return Paused() if ending.action == "pause" else None

    def _note(self, about: _About, pressed: Pressed, noting: _Noting) -> Reply | None:
        """A note, kept as it is typed; going back without it gives it up."""
        step, begun = note_of(about.question), about.begun
        left = "" if begun == EMPTIED else begun or about.note or ""
        prompt = TextPrompt(
            Frame(_note_head(about.label), _NOTE_KEYS, noting.kept),
            pressed.rest or left,
            recorded=about.note or "",
            read=Submitted,
            may_leave=_note_keys_only,
            on_draft=lambda text: noting.clerk.keep_draft(text, step),
            help_sign=False,
        )
        prompt.on_draft(prompt.draft)
        ending = self.terminal.run(prompt)
        if isinstance(ending, Submitted):
            return Noted(str(ending.value), pressed.draft)
        if ending.action == "pause":
            return Paused(pressed.draft)
        noting.clerk.keep_draft("", step)
        return Noted(about.note or "", pressed.draft) if begun else None

    def _jump(self, screen: Screen, pressed: Pressed) -> Reply | None:
        jumps, section = screen.ways.jumps, screen.around.section
        rows = [Row(line.question, jump_words(line)) for line in jumps]
        here = next((line.question for line in jumps if line.title == section), None)
        frame = Frame(
            head=words_head(("label", "Go to")), keys=("Enter chooses, Esc goes back to the question.",)
        )
        ending = self.terminal.choose(frame, rows, pointed=here)
        if isinstance(ending, Submitted):
            return Jump(str(ending.value), pressed.draft)
        return Paused(pressed.draft) if ending.action == "pause" else None


def show_card(terminal: PromptRunner, card: Card, onward: str) -> bool:
    """Show an emergency card once more; ``False`` when the interview is to pause."""
    return terminal.read(Pages(card.title, cut_card(card, 0), onward)) is not None


def _note_head(label: str) -> Head:
    """What stands above a note."""
    head = words_head(("label", label), ("quiet", "A note on this answer"))
    return lambda space: [*head(space), ("", "")]


def _removal_head(asked: str, sentences: tuple[str, ...]) -> Head:
    """What stands above the question whether an entry is to be removed."""

    def draw(space: Space) -> list[Line]:
        lines = styled(asked, "label", space.width, after=bool(sentences))
        for sentence in sentences:
            lines += styled(sentence, "", space.width)
        return lines

    return draw
