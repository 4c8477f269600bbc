"""Check-answers with arrow keys: a grouped list in which every line can be changed."""

from __future__ import annotations

from relapse_cli.model.reply import Back, CheckReply, Emptied, Finish, GoOn, Jump, Paused
from relapse_cli.model.screen import CheckScreen
from relapse_cli.prompters.arrow_keys.heads import reminder, styled
from relapse_cli.prompters.arrow_keys.panels import show_card
from relapse_cli.prompters.arrow_keys.prompts.endings import Pressed
from relapse_cli.prompters.arrow_keys.prompts.frame import Frame, Head, Line, Space
from relapse_cli.prompters.arrow_keys.prompts.list_prompt import NEUTRAL, Row
from relapse_cli.prompters.arrow_keys.stage.terminal import PromptRunner, chosen
from relapse_cli.prompters.commands import Action
from relapse_cli.prompters.screen_text import check_intro, check_line

_NOTED = "noted"
_BACK = "Back to the answers"
_ROOM_FOR_LIST = 10
_KEYS = ("Enter changes", "Ctrl-P back", "Ctrl-C pauses", "Ctrl-V empties")

_WAYS_OUT = {"back", "clear", "pause"}
_NO_MENU = "Choose a line to change it, or a row above the answers."
_NO_LINE = "Move to a line first; then it can be emptied."


def _may_leave(action: Action) -> str:
    """Back, emptying and pausing are the only keys here, and the emergency card where one has come up."""
    return "" if action in _WAYS_OUT else _NO_MENU


def _may_leave_or_show(action: Action) -> str:
    """The same, where an emergency card has come up."""
    return "" if action == "card" else _may_leave(action)


def _is_line(value: object) -> bool:
    """Whether a row is an answer: its number is the one that it has line by line, too."""
    return isinstance(value, str) and value != _NOTED


class CheckList:
    """Shows check-answers and remembers which line was changed last."""

    def __init__(self, terminal: PromptRunner) -> None:
        self.terminal = terminal
        self._changed: str | None = None

    def ask(self, screen: CheckScreen) -> CheckReply:
        """Let a line be chosen, or the interview go on or end."""
        problem = ""
        pointed: object = self._changed
        while True:
            frame = Frame(head=_head_of(screen), keys=_KEYS, problem=problem)
            problem = ""
            ending = self.terminal.choose(
                frame,
                lambda space: rows_of(screen, space.option_width),
                pointed=pointed,
                accept=chosen,
                may_leave=_may_leave_or_show if screen.card else _may_leave,
                counted=_is_line,
                keeps=lambda value: _why_kept(value, screen),
            )
            if isinstance(ending, Pressed):
                pointed = ending.pointed
                if ending.action == "menu":
                    problem = _NO_MENU
                    continue
                if ending.action == "back":
                    self._changed = None
                    return Back()
                if ending.action == "pause":
                    return Paused()
                if ending.action == "clear":
                    self._changed = str(ending.pointed)
                    return Emptied(self._changed)
                if screen.card is None or show_card(self.terminal, screen.card, _BACK):
                    continue
                return Paused()
            pointed = ending.value
            if ending.value == _NOTED:
                if not self._show_noted(screen):
                    return Paused()
                continue
            if isinstance(ending.value, GoOn | Finish):
                self._changed = None
                return ending.value
            self._changed = str(ending.value)
            return Jump(self._changed)

    def _show_noted(self, screen: CheckScreen) -> bool:
        return self.terminal.show(
            "What has been noted", lambda width: check_intro(screen, width), onward=_BACK
        )


def _why_kept(pointed: object, screen: CheckScreen) -> str:
    """Why the line under the pointer cannot be emptied; empty when it can be."""
    lines = (line for group in screen.groups for line in group.lines)
    return next((line.kept for line in lines if line.question == pointed), _NO_LINE)


def _head_of(screen: CheckScreen) -> Head:
    """The title and what is open; what does not fit waits behind its row."""

    def draw(space: Space) -> list[Line]:
        width = space.width
        intro: list[Line] = [("quiet", line) for line in check_intro(_without_flags(screen), width)]
        room = max(2, space.rows - _ROOM_FOR_LIST)
        head = [*styled("Check the answers", "label", width), *reminder(screen.card, width)]
        head += [("", "")] if intro else []
        return [*head, *(intro if len(intro) <= room else [*intro[: room - 1], ("quiet", "…")])]

    return draw


def _without_flags(screen: CheckScreen) -> CheckScreen:
    """The same without what has been noted, which has a page of its own."""
    return CheckScreen(
        groups=screen.groups,
        questions=screen.questions,
        unvisited=screen.unvisited,
        unvisited_titles=screen.unvisited_titles,
        required=screen.required,
        kept_aside=screen.kept_aside,
        partly=screen.partly,
        without=screen.without,
        understood=screen.understood,
        closing=screen.closing,
    )


def rows_of(screen: CheckScreen, width: int) -> list[Row]:
    """The rows: nothing chosen, what can be done, then every answer under its section."""
    rows = [NEUTRAL]
    if screen.unvisited:
        rows.append(Row(GoOn(), f"Go on with what has not been put yet ({screen.unvisited})"))
    rows.append(Row(Finish(), screen.ending))
    if screen.flags:
        rows.append(Row(_NOTED, f"See what has been noted ({len(screen.flags)})"))
    for group in screen.groups:
        rows.append(Row(None, group.title))
        rows += [Row(line.question, f"  {check_line(line, width - 2)}") for line in group.lines]
    return rows
