"""Check-answers line by line: a numbered list, and what can be done with it."""

from __future__ import annotations

from relapse_cli.model.reply import Back, CheckReply, Emptied, Finish, GoOn, Jump, Paused
from relapse_cli.model.screen import FINISH, CheckLine, CheckScreen
from relapse_cli.prompters.card_text import card_lines, card_reminder
from relapse_cli.prompters.commands import SLASHES, unknown_command
from relapse_cli.prompters.plain.streams import Lines
from relapse_cli.prompters.screen_text import check_intro, check_words

_CLEAR = SLASHES["clear"]


def ask_check(screen: CheckScreen, lines: Lines) -> CheckReply:
    """Show the list until there is a reply."""
    shown = _say_list(screen, lines)
    while True:
        typed = lines.ask_with_help("> ", _ways_words(screen)).strip().lower()
        reply = _check_turn(typed, shown, screen)
        if reply is not None:
            return reply
        if typed == "/card" and screen.card is not None:
            lines.say(card_lines(screen.card, lines.width))
        else:
            lines.say(lines.wrap(_why_nothing(typed, shown)))


def _say_list(screen: CheckScreen, lines: Lines) -> list[CheckLine]:
    """Say the list, and return its lines in the order of their numbers."""
    again = lines.wrap(card_reminder(screen.card, SLASHES["card"])) if screen.card is not None else []
    lines.say(["", "--- Check the answers ---", *again, *check_intro(screen, lines.width)])
    shown: list[CheckLine] = []
    for group in screen.groups:
        lines.say(["", f"{group.title}:"])
        for line in group.lines:
            shown.append(line)
            lines.say(lines.wrap(check_words(line), f"{len(shown):>3}. ", "     "))
    lines.say(["", *lines.wrap(_ways_words(screen))])
    return shown


def _ways_words(screen: CheckScreen) -> str:
    """What can be typed here."""
    ways = ["Type a number to change a line", "/clear 1 to empty line 1"]
    ways += ["go on for the questions not put yet"] if screen.unvisited else []
    end = "to end" if screen.ending == FINISH else f"to {screen.ending[:1].lower()}{screen.ending[1:]}"
    ways += [f"finish {end}", *(["/card"] if screen.card is not None else [])]
    return f"{', '.join(ways)}, /back or /pause."


def _check_turn(typed: str, shown: list[CheckLine], screen: CheckScreen) -> CheckReply | None:
    """The reply to one typed line, or ``None``."""
    if typed in {"finish", "/finish"}:
        return Finish()
    if typed in {"go on", "/go", "go"} and screen.unvisited:
        return GoOn()
    if typed == "/back":
        return Back()
    if typed in {"/pause", "/quit"}:
        return Paused()
    if (line := _line_of(typed, shown)) is not None:
        return Jump(line.question)
    line = _line_of(typed.removeprefix(f"{_CLEAR} ").strip(), shown)
    return Emptied(line.question) if line is not None and not line.kept else None


def _line_of(typed: str, shown: list[CheckLine]) -> CheckLine | None:
    """The line that a number stands for."""
    is_number = typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(shown)
    return shown[int(typed) - 1] if is_number else None


def _why_nothing(typed: str, shown: list[CheckLine]) -> str:
    """Why a typed line does nothing."""
    ways = f"Type a number from 1 to {len(shown)}, finish, /back or /pause."
    if typed.startswith(_CLEAR):
        line = _line_of(typed.removeprefix(_CLEAR).strip(), shown)
        return f"Name the line to empty, such as {_CLEAR} 1." if line is None else line.kept
    return f"{unknown_command(typed)} {ways}".strip()
