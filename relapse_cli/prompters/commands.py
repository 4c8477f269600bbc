"""The typed commands, and what is shown on request: one list for every asker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN
from relapse_cli.model.ask import Choice, Form, Table, YesNo
from relapse_cli.model.reply import (
    AddEntry,
    Back,
    Emptied,
    Jump,
    OpenCheck,
    Paused,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.screen_text import not_offered

Action = Literal[
    "back", "skip", "unknown", "decline", "unknown_all", "decline_all", "clear", "add", "note", "help",
    "read",
    "card", "flags", "jump", "safety", "check", "rest", "hide", "pause",
]  # fmt: skip

SLASHES: dict[Action, str] = {action: f"/{action.replace('_', ' ')}" for action in get_args(Action)}
"""Each action as it is typed."""

_ALIASES = {"why": "help", "script": "read", "stance": "read", "quit": "pause", "?": "help"}
WORDS: dict[Action, str] = {
    "back": "Back to the question before",
    "skip": "Leave it for now",
    "unknown": NOT_KNOWN.capitalize(),
    "decline": DECLINED.capitalize(),
    "unknown_all": f"{NOT_KNOWN.capitalize()}, for all of this question",
    "decline_all": f"{DECLINED.capitalize()}, for all of this question",
    "clear": "Empty this answer",
    "add": "Add what happened to the sequence",
    "note": "Add or change a note",
    "help": "Help, and why this is asked",
    "read": "Words to read aloud, and how to be with it",
    "card": "Show the emergency card again",
    "flags": "What has been noted so far",
    "jump": "Go to another section",
    "safety": "Safety questions first",
    "check": "Check the answers, and finish",
    "rest": "Leave all of the rest open",
    "hide": "Hide the screen",
    "pause": "Pause here",
}


@dataclass(frozen=True, slots=True)
class Command:
    """A typed command with what stands behind it, such as the text of a note."""

    action: Action
    rest: str = ""


def read_command(text: str) -> Command | None:
    """Read ``/back`` and its like; anything else, also an unknown word after a slash, is no command."""
    head, _, rest = text.strip().partition(" ")
    if not head.startswith("/"):
        return None
    name = head[1:].lower()
    name = _ALIASES.get(name, name)
    if name in {"unknown", "decline"} and rest.strip().lower() == "all":
        name, rest = f"{name}_all", ""
    action = next((known for known in get_args(Action) if known == name), None)
    if action is None or (rest.strip() and action not in {"note", "jump"}):
        return None
    return Command(action, rest.strip())


def unknown_command(text: str) -> str:
    """That a word after a slash is no command, in words; empty for anything else."""
    word = text.strip().partition(" ")[0]
    return f"{word} is not a command here." if word.startswith("/") and word[1:].isalpha() else ""


def offered(screen: Screen) -> list[Action]:
    """The actions that make sense on a screen, in the order of the menu."""
    ways, around = screen.ways, screen.around
    if screen.is_own:
        own: dict[Action, bool] = {
            "back": ways.may_go_back,
            "skip": ways.may_skip,
            "rest": ways.may_leave_rest,
            "help": bool(screen.body),
            "card": around.card is not None,
            "hide": True,
            "pause": True,
        }
        return [action for action, yes in own.items() if yes]
    wanted: dict[Action, bool] = {
        "back": True,
        "skip": _can_be_skipped(screen),
        "unknown": "unknown" in ways.statuses,
        "decline": "declined" in ways.statuses,
        "unknown_all": "unknown" in ways.whole_statuses,
        "decline_all": "declined" in ways.whole_statuses,
        "clear": not ways.kept,
        "add": ways.adds,
        "note": True,
        "help": True,
        "read": bool(around.script or around.opening or around.stance),
        "card": around.card is not None,
        "flags": bool(around.flags),
        "jump": bool(ways.jumps),
        "safety": ways.safety is not None,
        "check": True,
        "hide": True,
        "pause": True,
    }
    return [action for action, yes in wanted.items() if yes]


def _can_be_skipped(screen: Screen) -> bool:
    """Whether it may be left without an answer; a list, and what is shown whole, is left by going on."""
    return screen.ways.may_skip and not isinstance(screen.ask, Table | Form)


def reply_to(action: Action, screen: Screen, draft: str | None = None) -> Reply | str | None:
    """The reply an action leads to, or why there is none; ``None`` when the asker shows something."""
    if action not in offered(screen):
        return not_offered(action, screen)
    match action:
        case "back":
            return Back(draft)
        case "skip":
            return Skipped(draft)
        case "rest":
            return Skipped(draft, rest=True)
        case "unknown" | "unknown_all":
            return SetStatus("unknown", action == "unknown_all", draft)
        case "decline" | "decline_all":
            return SetStatus("declined", action == "decline_all", draft)
        case "clear":
            return Emptied()
        case "add":
            return AddEntry(draft)
        case "safety":
            return Jump(screen.ways.safety or screen.step.question, draft)
        case "check":
            return OpenCheck(draft)
        case "pause":
            return Paused(draft)
        case "note" | "help" | "read" | "card" | "flags" | "jump" | "hide":
            return None


def empty_words(screen: Screen, ways: Mapping[Action, str], start: str = "") -> str:
    """Why an empty Enter is not taken: it would say nothing; with the ways out that are offered here.

    Args:
        screen: the question.
        ways: how leaving it and each status are reached, by action.
        start: what to do instead, where it is not plain from the kind.
    """
    chooses = isinstance(screen.ask, Choice | YesNo)
    offers: dict[Action, tuple[bool, str]] = {
        "skip": (_can_be_skipped(screen), "leaves it"),
        "unknown": ("unknown" in screen.ways.statuses, NOT_KNOWN),
        "decline": ("declined" in screen.ways.statuses, DECLINED),
    }
    named = [f"{ways[action]} {words}" for action, (offered, words) in offers.items() if offered]
    wanted = start or ("Please choose one." if chooses else "Please type an answer.")
    return f"{wanted} {', '.join(named)}." if named else wanted
