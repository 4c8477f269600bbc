"""Check-answers line by line: a numbered list, and what can be done with it."""

from __future__ import annotations

from relapse_cli.prompters.base import Back, CheckLine, CheckReply, CheckScreen, Finish, GoOn, Jump, Paused
from relapse_cli.prompters.plain_lines import WIDTH, Lines
from relapse_cli.prompters.screen_text import check_intro, check_line
from relapse_cli.prompters.text_width import wrap


def ask_check(screen: CheckScreen, lines: Lines) -> CheckReply:
    """Show the list until there is a reply."""
    shown = say_list(screen, lines)
    while True:
        reply = check_turn(lines.ask("> ").strip().lower(), shown, screen)
        if reply is not None:
            return reply
        lines.say([f"Type a number from 1 to {len(shown)}, finish, /back or /pause."])


def say_list(screen: CheckScreen, lines: Lines) -> list[CheckLine]:
    """Say the list, and return its lines in the order of their numbers."""
    lines.say(["", "--- Check the answers ---", *check_intro(screen, WIDTH)])
    shown: list[CheckLine] = []
    for group in screen.groups:
        lines.say(["", f"{group.title}:"])
        for line in group.lines:
            shown.append(line)
            lines.say([f"{len(shown):>3}. {check_line(line, WIDTH - 5)}"])
    ways = ["Type a number to change a line"]
    ways += ["go on for the questions not put yet"] if screen.unput else []
    lines.say(["", *wrap(f"{', '.join(ways)}, finish to end, /back or /pause.", WIDTH)])
    return shown


def check_turn(typed: str, shown: list[CheckLine], screen: CheckScreen) -> CheckReply | None:
    """The reply to one typed line, or ``None``."""
    if typed in {"finish", "/finish"}:
        return Finish()
    if typed in {"go on", "/go", "go"} and screen.unput:
        return GoOn()
    if typed == "/back":
        return Back()
    if typed in {"/pause", "/quit"}:
        return Paused()
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(shown):
        return Jump(shown[int(typed) - 1].question)
    return None
