"""What is shown beside a question, line by line: help, a note, the jump list, and nothing at all."""

from __future__ import annotations

from collections.abc import Callable

from relapse_cli.model.reply import Jump, Noted, Reply
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.card_text import card_lines
from relapse_cli.prompters.commands import Command
from relapse_cli.prompters.plain.reading import command_lines, how_to
from relapse_cli.prompters.plain.streams import Lines, hide
from relapse_cli.prompters.screen_text import flag_lines, help_lines, jump_words, read_aloud_lines
from relapse_cli.text.width import wrap

_NOTE_HELP = "A note on this answer, on one line; an empty line leaves it as it was."
_SECTION_HELP = "Type the number of a section from the list; an empty line stays at this question."


class PlainPanels:
    """Opens panels; ``None`` leads back to the question.

    Args:
        lines: where they are read and written.
        say_head: says the question from its beginning.
    """

    def __init__(self, lines: Lines, say_head: Callable[[Screen], None]) -> None:
        self.lines = lines
        self.say_head = say_head

    def open(self, command: Command, screen: Screen, draft: str | None) -> Reply | None:
        """Show what a command shows, then the question and what is half typed there."""
        match command.action:
            case "note":
                return self._note(command.rest, screen, draft)
            case "jump":
                return self._jump(command.rest, screen, draft)
            case "hide":
                hide(self.lines)
                self.say_head(screen)
            case _:
                panel = _panel_lines(command, screen, self.lines.width)
                self.lines.say([*panel, "", *self.lines.wrap(screen.label)])
        if draft:
            self.lines.say(self.lines.wrap(f"Begun: {' '.join(draft.split())}"))
        return None

    def _note(self, text: str, screen: Screen, draft: str | None) -> Reply | None:
        note, begun = screen.stored.note, screen.stored.begun_note
        if not text and note:
            self.lines.say(self.lines.wrap(f"The note so far: {note}"))
        begun = " ".join((begun or "").split())
        if not text and begun:
            self.lines.say(self.lines.wrap(f"Begun: {begun} (not yet taken; an empty line takes it)"))
        text = text or self.lines.ask_with_help("Note: ", _NOTE_HELP).strip() or begun
        return Noted(text, draft) if text else None

    def _jump(self, text: str, screen: Screen, draft: str | None) -> Reply | None:
        if not text:
            self.lines.say(f"{n:>3}. {jump_words(line)}" for n, line in enumerate(screen.ways.jumps, 1))
            text = self.lines.ask_with_help("Number of the section: ", _SECTION_HELP).strip()
        number = int(text) if text.isascii() and text.isdecimal() else 0
        if not 1 <= number <= len(screen.ways.jumps):
            self.lines.say(["That is not on the list."] if text else [])
            return None
        return Jump(screen.ways.jumps[number - 1].question, draft)


def _panel_lines(command: Command, screen: Screen, width: int) -> list[str]:
    """The lines of a panel that is only read."""
    if command.action == "read":
        return read_aloud_lines(screen, width)
    card = screen.around.card
    if command.action == "card" and card is not None:
        return ["", f"=== {card.title} ===", *card_lines(card, width)]
    if command.action == "flags":
        return flag_lines(screen, width)
    return [*help_lines(screen, width), *wrap(how_to(screen), width), "", *command_lines(screen, width)]
