"""Deciding about one flag: confirm, raise or lower, with a reason and a second look where they are needed."""

from __future__ import annotations

from relapse_cli.app.ask_in_turn import Given, ask_in_turn, words_of
from relapse_cli.app.sign_off_screens import flag_screen, level_screen, reason_screen, second_screen
from relapse_cli.logic.signing import EMERGENCY_LEVEL, Signing
from relapse_cli.model.decision import Confirm, Decision, Lower, Raise
from relapse_cli.model.plan import PlanFlag
from relapse_cli.prompters.base import Asker, Screen

Decisions = tuple[Decision, ...]
CHANGES = ("raise", "lower")


def decide_flag(asker: Asker, signing: Signing, flag: PlanFlag, number: int) -> Decisions:
    """Ask what is decided about a flag; nothing for one that is left as it is.

    Raises:
        Left: the flag was left by going back, or by pausing.
    """

    def first(_: Given) -> Screen:
        return flag_screen(flag, signing, number)

    def level(given: Given) -> Screen | None:
        verb = str(given["what"])
        return level_screen(flag, verb, signing) if verb in CHANGES else None

    def reason(given: Given) -> Screen | None:
        match given["what"]:
            case "lower":
                return reason_screen(flag.id, f"Why is {flag.id} lowered? The reason prints on the plan.")
            case "raise":
                return reason_screen(flag.id, f"Why is {flag.id} raised?", may_skip=True)
        return None

    def second(given: Given) -> Screen | None:
        words = second_words(flag, given)
        return second_screen(flag.id, words, body=(flag.text,)) if words else None

    while True:
        given = ask_in_turn(asker, (("what", first), ("to", level), ("reason", reason), ("second", second)))
        if given.get("second") != "again":
            return decision_of(flag, given)


def second_words(flag: PlanFlag, given: Given) -> str:
    """What is asked a second time; empty for what needs no second look."""
    if given["what"] == "raise" and str(given["to"]) == str(EMERGENCY_LEVEL):
        return f"Raise {flag.id} to level 4? The plan then begins with emergency help."
    if flag.level < EMERGENCY_LEVEL or given["what"] not in {"confirm", "lower"}:
        return ""
    if given["what"] == "confirm":
        return f"{flag.id} is at level 4. Confirm it?"
    return f"{flag.id} is at level 4. Lower it to level {given['to']}?"


def decision_of(flag: PlanFlag, given: Given) -> Decisions:
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
