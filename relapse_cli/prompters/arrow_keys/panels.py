"""What is shown beside a question, with arrow keys: the menu, help, a note, the jump list, a removal."""

from __future__ import annotations

from relapse_cli.prompters.arrow_keys.frame import Frame
from relapse_cli.prompters.arrow_keys.heads import styled
from relapse_cli.prompters.arrow_keys.list_prompt import NEUTRAL, Row
from relapse_cli.prompters.arrow_keys.pressed import Pressed, Submitted
from relapse_cli.prompters.arrow_keys.reading import Open
from relapse_cli.prompters.arrow_keys.rows import key_lines, menu_words, way_rows
from relapse_cli.prompters.arrow_keys.terminal import Terminal, chosen
from relapse_cli.prompters.base import Answered, Jump, ListAct, Noted, Paused, Reply, Screen
from relapse_cli.prompters.commands import Action, offered
from relapse_cli.prompters.screen_text import flag_lines, help_lines, place_words, read_aloud_lines

RETURN = "Back to this question"
LIST_KEYS = "Enter chooses, Esc goes back."


class Panels:
    """Opens panels on a terminal; ``None`` leads back to the question."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def menu(self, screen: Screen) -> Action | None:
        """Everything that can be done here."""
        actions = offered(screen)
        rows = [Row("return", RETURN), *(Row(action, menu_words(action)) for action in actions)]
        ending = self.terminal.choose(
            Frame(head=[("label", "What would you like to do?")], keys=LIST_KEYS), rows
        )
        if isinstance(ending, Pressed):
            return "pause" if ending.action == "pause" else None
        return next((action for action in actions if action == ending.value), None)

    def open(self, action: Action, screen: Screen, pressed: Pressed) -> Reply | None:
        """Show what an action shows, beside the question."""
        width = self.terminal.width
        going_on = True
        match action:
            case "note":
                return self._note(screen, pressed)
            case "jump":
                return self._jump(screen, pressed)
            case "read":
                going_on = self.read_aloud(screen, onward=RETURN)
            case "flags":
                going_on = self.terminal.show("Noted so far", flag_lines(screen, width), onward=RETURN)
            case "hide":
                going_on = self.terminal.show("", [], onward="Show the question again", careful=True)
            case _:
                lines = [*help_lines(screen, width), "", *key_lines(screen)]
                going_on = self.terminal.show(screen.label, lines, onward=RETURN)
        return None if going_on else Paused(pressed.draft)

    def read_aloud(self, screen: Screen, onward: str = "Go on") -> bool:
        """Words to read aloud; ``False`` when the interview is to pause."""
        lines = read_aloud_lines(screen, self.terminal.width)
        return self.terminal.show(screen.section, lines, onward=onward)

    def entry(self, opened: ListAct, screen: Screen) -> Reply | None:
        """What is to be done with one entry; removing it is asked once, with what that would do."""
        entry = next(e for e in screen.entries if e.index == opened.entry)
        head = styled(entry.words, "label", self.terminal.width, after=True)
        ending = self.terminal.choose(Frame(head=head, keys=LIST_KEYS), way_rows(screen, entry.index))
        if isinstance(ending, Pressed):
            return Paused() if ending.action == "pause" else None
        act = ending.value
        if not isinstance(act, ListAct) or act.action != "remove":
            return act if isinstance(act, ListAct) else None
        return self._remove(act, entry.words, screen)

    def which(self, found: Open, screen: Screen) -> Reply | None:
        """Which of several days was meant; ``None`` when it is to be typed another way."""
        width = self.terminal.width
        head = styled(screen.label, "label", width, after=True)
        head += styled(
            f"“{found.typed.strip()}”: {found.found.why} Which one is meant?", "", width, after=True
        )
        rows = [NEUTRAL, *(Row(choice.iso, choice.words) for choice in found.found.choices)]
        rows.append(Row("again", "None of these; type it another way"))
        while True:
            ending = self.terminal.choose(Frame(head=head, keys=LIST_KEYS), rows, accept=chosen)
            if isinstance(ending, Pressed):
                return Paused(found.typed) if ending.action == "pause" else None
            if ending.value == "again":
                return None
            faults = screen.check(ending.value)
            if not faults:
                return Answered(ending.value)
            head = [*head, *styled(" ".join(faults), "problem", width, after=True)]

    def _remove(self, removing: ListAct, words: str, screen: Screen) -> Reply | None:
        width = self.terminal.width
        head = styled(f"Remove this entry? {words}", "label", width, after=True)
        for sentence in screen.on_remove(removing.entry):
            head += styled(sentence, "", width)
        rows = [Row("keep", "Keep it"), Row("remove", "Remove it")]
        ending = self.terminal.choose(Frame(head=[*head, ("", "")], keys=LIST_KEYS), rows)
        if isinstance(ending, Submitted):
            return removing if ending.value == "remove" else None
        return Paused() if ending.action == "pause" else None

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
