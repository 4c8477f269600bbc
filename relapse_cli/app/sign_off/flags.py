"""Deciding about one flag: confirm, raise or lower, with a reason and a second look where they are needed."""

from __future__ import annotations

from relapse_cli.app.asking.in_turn import ask_in_turn, words_of
from relapse_cli.app.asking.leaving import Left
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.bank_rules import Flag
from relapse_cli.model.decision import Confirm, Decision, Lower, Raise
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.plan import PlanFlag
from relapse_cli.model.reply import Paused
from relapse_cli.model.screen import Given, Screen
from relapse_cli.prompters.asker import Asker
from relapse_cli.screens.sign_off.base import reason_screen, second_screen
from relapse_cli.screens.sign_off.flags import (
    PART,
    flag_screen,
    flag_words,
    level_screen,
    raised_screen,
    together_rows,
    together_screen,
    unset_level_screen,
    unset_screen,
    which_level_screen,
)

_Decisions = tuple[Decision, ...]
_CHANGES = ("raise", "lower")
_ALL_SHOWN = "Flags below level 4"
_TO_EMERGENCY = "Raise it to level 4? The plan then begins with emergency help."


def decide_flag(asker: Asker, signing: Signing, flag: PlanFlag, number: int) -> _Decisions:
    """Ask what is decided about a flag; nothing for one that is left as it is.

    Raises:
        Left: the flag was left by going back, or by pausing.
    """

    def first(_: Given) -> Screen:
        return flag_screen(flag, signing, number)

    def level(given: Given) -> Screen | None:
        verb = str(given["what"])
        return level_screen(flag, verb, signing) if verb in _CHANGES else None

    def reason(given: Given) -> Screen | None:
        words = flag_words(flag)
        match given["what"]:
            case "lower":
                label = "What is your reason for lowering it? It prints on the plan."
                return reason_screen(flag.id, label, body=words, part=PART)
            case "raise":
                label = "What is your reason for raising it?"
                return reason_screen(flag.id, label, body=words, part=PART, may_skip=True)
        return None

    def second(given: Given) -> Screen | None:
        words = _second_words(flag, given)
        return second_screen(flag.id, words, body=flag_words(flag), part=PART) if words else None

    while True:
        given = ask_in_turn(asker, (("what", first), ("to", level), ("reason", reason), ("second", second)))
        if given.get("second") != "again":
            return _decision_of(flag, given)


def decide_together(asker: Asker, signing: Signing) -> str:
    """Show the flags that may be confirmed together, all of them, and ask what is decided.

    Raises:
        Left: it was left by going back, or by pausing.
    """
    decided = "again"
    while decided == "again":
        if not asker.read(_ALL_SHOWN, lambda columns: together_rows(signing, columns)):
            raise Left(Paused())
        decided = str(ask_in_turn(asker, (("what", lambda _: together_screen(signing)),))["what"])
    return decided


def confirmed_together(signing: Signing) -> _Decisions:
    """All that may be confirmed together, confirmed."""
    return tuple(Confirm(kind="confirm", flag=flag.id) for flag in signing.together)


def _second_words(flag: PlanFlag, given: Given) -> str:
    """What is asked a second time; empty for what needs no second look."""
    if given["what"] == "raise" and str(given["to"]) == str(EMERGENCY_LEVEL):
        return _TO_EMERGENCY
    if flag.level < EMERGENCY_LEVEL or given["what"] not in {"confirm", "lower"}:
        return ""
    if given["what"] == "confirm":
        return "This flag is at level 4. Confirm it?"
    return f"This flag is at level 4. Lower it to level {given['to']}?"


def _decision_of(flag: PlanFlag, given: Given) -> _Decisions:
    """The decision that the answers make."""
    second = given.get("second") == "second"
    reason = words_of(given, "reason")
    match given["what"]:
        case "confirm":
            return (Confirm(kind="confirm", flag=flag.id, second=second),)
        case "raise":
            return (Raise(kind="raise", flag=flag.id, to=int(str(given["to"])), reason=reason),)
        case "lower":
            to = int(str(given["to"]))
            return (Lower(kind="lower", flag=flag.id, to=to, reason=reason, second=second),)
    return ()


def raise_unset(asker: Asker, signing: Signing) -> _Decisions:
    """Ask which flag is raised that the answers do not set, to which level, and why.

    Raises:
        Left: the first screen was left by going back, or any of them by pausing.
    """
    known = signing.bank.flag_by_id

    def flag_of(given: Given) -> Flag:
        return known[str(given["flag"])]

    def level_of(given: Given) -> int:
        return int(str(given.get("to") or flag_of(given).level))

    def second(given: Given) -> Screen | None:
        if level_of(given) != EMERGENCY_LEVEL:
            return None
        flag = flag_of(given)
        return second_screen(flag.id, _TO_EMERGENCY, body=flag_words(flag), part=PART)

    def reason(given: Given) -> Screen:
        flag = flag_of(given)
        label = "What have you seen or heard that the answers do not say? It prints on your plan."
        return reason_screen(flag.id, label, body=flag_words(flag), part=PART)

    while True:
        given = ask_in_turn(
            asker,
            (
                ("level", lambda _: which_level_screen(signing)),
                ("flag", lambda g: unset_screen(int(str(g["level"])), signing)),
                ("to", lambda g: unset_level_screen(flag_of(g), signing)),
                ("reason", reason),
                ("second", second),
            ),
        )
        if given.get("second") != "again":
            flag = flag_of(given).id
            return (Raise(kind="raise", flag=flag, to=level_of(given), reason=words_of(given, "reason")),)


def keep_raised(asker: Asker, signing: Signing, flag: Flag, made: Raise, number: int) -> Signing:
    """Ask whether a flag stays raised that the answers do not set.

    Raises:
        Left: it was left by going back, or by pausing.
    """
    screen = raised_screen(flag, made, signing, number)
    if ask_in_turn(asker, (("what", lambda _: screen),))["what"] != "back":
        return signing
    return signing.take_back(lambda d: isinstance(d, Raise) and d.flag == flag.id)
