"""The therapist's decisions, as far as the plan rests on them (rules 1.10, 7.5, 7.10, 7.11, 8)."""

from __future__ import annotations

from typing import Any

from .reading import usable

FLAG_LEVEL = {"E": 4, "M": 3, "U": 2}
SECOND_CONFIRMATION = {"P-EMERGENCY", "P-SAMEDAY"}

Decision = dict[str, Any]


def read(record: dict[str, Any]) -> list[Decision]:
    """The decisions of a record, in their order."""
    return [each for each in record.get("decisions") or [] if isinstance(each, dict)]


def of_kind(decisions: list[Decision], kind: str) -> list[Decision]:
    """The decisions of one kind, in their order."""
    return [each for each in decisions if each.get("kind") == kind]


def counts_on_flag(decision: Decision, flags: frozenset[str]) -> bool:
    """1.10: lowering needs a reason; lowering or confirming level 4 a second confirmation."""
    flag, kind = decision.get("flag"), decision.get("kind")
    if flag not in flags:
        return False
    second = flag[0] != "E" or decision.get("second") is True
    if kind == "confirm":
        return second
    if kind == "lower":
        return second and usable(decision.get("reason")) is not None and decision["to"] < FLAG_LEVEL[flag[0]]
    return kind == "raise" and decision["to"] > FLAG_LEVEL[flag[0]]


def flag_decisions(decisions: list[Decision], flags: frozenset[str]) -> dict[str, Decision]:
    """For each set flag the last of confirm, raise and lower that counts."""
    return {each["flag"]: each for each in decisions if counts_on_flag(each, flags)}


def level_of(flag: str, decision: Decision | None) -> int:
    """The level of one flag, as decided where it is."""
    if decision is not None and decision["kind"] in {"raise", "lower"}:
        return int(decision["to"])
    return FLAG_LEVEL[flag[0]]


def level_decided(decisions: list[Decision], flags: frozenset[str]) -> int | None:
    """1.10: none until a decision exists; then the highest decided level, else 1."""
    found = flag_decisions(decisions, flags)
    if not found:
        return None
    return max((level_of(flag, found.get(flag)) for flag in flags), default=1)


def acting_level(level: int, decisions: list[Decision], flags: frozenset[str]) -> int:
    """Actions follow the higher of the computed and the raised level; lowering removes no line."""
    raised = [each["to"] for each in flag_decisions(decisions, flags).values() if each["kind"] == "raise"]
    return max([level, *raised])


def removed(decisions: list[Decision]) -> set[str]:
    """The rules whose lines were removed; the two urgent ones need a reason and a second confirmation."""
    found = set()
    for each in of_kind(decisions, "remove"):
        urgent = each["rule"] in SECOND_CONFIRMATION
        if not urgent or (usable(each.get("reason")) is not None and each.get("second") is True):
            found.add(each["rule"])
    return found


def picked(decisions: list[Decision]) -> dict[str, Decision]:
    """The last pick for each rule."""
    return {each["rule"]: each for each in of_kind(decisions, "pick")}


def own_lines(decisions: list[Decision]) -> list[Decision]:
    """The lines that the therapist wrote, the last of each id, in order."""
    return list({each["id"]: each for each in of_kind(decisions, "add")}.values())


def rechecked(decisions: list[Decision], what: str) -> bool:
    """Whether coercion, or the paper that may be taken home, was rechecked."""
    return any(each.get("what") == what for each in of_kind(decisions, "recheck"))


def signed_off(decisions: list[Decision]) -> bool:
    """Whether there is a sign-off; its digest is not fixed by the contract and is not judged here."""
    return bool(of_kind(decisions, "sign_off"))


def choosing_has_begun(decisions: list[Decision]) -> bool:
    """7.5: the record holds a pick, an own action or a sign-off."""
    return bool(picked(decisions) or own_lines(decisions)) or signed_off(decisions)
