"""Check-answers with arrow keys: a grouped list in which every line can be changed."""

from __future__ import annotations

from relapse_cli.prompters.arrow_keys.frame import Frame, Line, option_width
from relapse_cli.prompters.arrow_keys.heads import styled
from relapse_cli.prompters.arrow_keys.list_prompt import NEUTRAL, Row
from relapse_cli.prompters.arrow_keys.pressed import Pressed
from relapse_cli.prompters.arrow_keys.terminal import Terminal, chosen
from relapse_cli.prompters.base import Back, CheckReply, CheckScreen, Finish, GoOn, Jump, Paused
from relapse_cli.prompters.commands import Action
from relapse_cli.prompters.screen_text import check_intro, check_line

NOTED = "noted"
ROOM_FOR_LIST = 10


def may_leave(action: Action) -> str:
    """Back and pausing are the only keys here."""
    return "" if action in {"back", "pause"} else "Choose a line to change it, or “Finish”."


class CheckList:
    """Shows check-answers and remembers which line was changed last."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._changed: str | None = None

    def ask(self, screen: CheckScreen) -> CheckReply:
        """Let a line be chosen, or the interview go on or end."""
        while True:
            frame = Frame(head=self._head(screen), keys="Enter changes a line   Ctrl-P back   Ctrl-C pauses")
            rows = rows_of(screen, option_width(self.terminal.columns))
            known = {row.value for row in rows if isinstance(row.value, str)}
            pointed = self._changed if self._changed in known else None
            ending = self.terminal.choose(frame, rows, pointed=pointed, accept=chosen, may_leave=may_leave)
            if isinstance(ending, Pressed):
                if ending.action == "back":
                    return Back()
                if ending.action == "pause":
                    return Paused()
                continue
            if ending.value == NOTED:
                if not self._show_noted(screen):
                    return Paused()
                continue
            if isinstance(ending.value, GoOn | Finish):
                return ending.value
            self._changed = str(ending.value)
            return Jump(self._changed)

    def _head(self, screen: CheckScreen) -> list[Line]:
        """The title and what is open; what does not fit waits behind its row."""
        width = self.terminal.width
        intro: list[Line] = [("quiet", line) for line in check_intro(without_flags(screen), width)]
        room = max(2, self.terminal.rows - ROOM_FOR_LIST)
        head = [*styled("Check the answers", "label", width), *([("", "")] if intro else [])]
        return [*head, *(intro if len(intro) <= room else [*intro[: room - 1], ("quiet", "…")])]

    def _show_noted(self, screen: CheckScreen) -> bool:
        lines = check_intro(screen, self.terminal.width)
        return self.terminal.show("What has been noted", lines, onward="Back to the answers")


def without_flags(screen: CheckScreen) -> CheckScreen:
    """The same without what has been noted, which has a page of its own."""
    return CheckScreen(
        groups=(),
        questions=screen.questions,
        unput=screen.unput,
        required=screen.required,
        kept_aside=screen.kept_aside,
    )


def rows_of(screen: CheckScreen, width: int) -> list[Row]:
    """The rows: nothing chosen, what can be done, then every answer under its section."""
    rows = [NEUTRAL]
    if screen.unput:
        rows.append(Row(GoOn(), f"Go on with what has not been put yet ({screen.unput})"))
    rows.append(Row(Finish(), "Finish the interview"))
    if screen.flags:
        rows.append(Row(NOTED, f"See what has been noted ({len(screen.flags)})"))
    for group in screen.groups:
        rows.append(Row(None, group.title))
        rows += [Row(line.question, f"  {check_line(line, width - 2)}") for line in group.lines]
    return rows
