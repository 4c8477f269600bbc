"""The blanks of the lines (rules 7.11): which a line has, and what fills them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import decisions, facts
from .actions import SUPPORT_OPTIONS, Situation, ifthen_pairs, p_home, trigger_rows
from .contact import contact_is_late
from .reading import usable


@dataclass(frozen=True)
class Slot:
    """One blank of one line.

    Attributes:
        same: the (rule, slot) whose fill serves this one, too.
        default: the field of the service profile whose text stands until it is filled.
    """

    id: str
    same: tuple[str, str] | None = None
    default: str | None = None


TOLD_PERSON = ("P-TOLD", "person")
PERSON_ELSE_TOLD = {"T-SLEEP", "T-TRAUMA", "T-THOUGHTS", "T-MOOD"}

FIXED: dict[str, tuple[Slot, ...]] = {
    "P-TOLD": (Slot("person"), Slot("how_much"), Slot("by_when")),
    "P-EMERGENCY": (Slot("handed_to"), Slot("handed_at"), Slot("procedure", default="service_text")),
    "P-SAMEDAY": (Slot("who"), Slot("where"), Slot("way")),
    "P-CLARIFY": (Slot("who"),),
    "P-NOTALONE": (Slot("person"), Slot("fallback")),
    "P-MEANS": (Slot("helper"), Slot("agreed"), Slot("plan_date"), Slot("plan_kept")),
    "P-HOME": (
        Slot("contact", default="domestic_safety"),
        Slot("safe_way", same=("P-CONTACT", "safe_way")),
        Slot("paper"),
    ),
    "P-DUTIES": (Slot("arrangement"), Slot("policy", default="driving_policy")),
    "P-NOSTOP": (Slot("contact"),),
    "P-STORE": (Slot("keeper"), Slot("arrangement")),
    "P-SUPPLY": (Slot("helper"), Slot("where", default="pharmacy_return"), Slot("when")),
    "P-NALOXONE": (
        Slot("source", default="naloxone_source"),
        Slot("kept"),
        Slot("user"),
        Slot("expiry"),
    ),
    "P-OUD": (Slot("prescriber"),),
    "P-MOUD": (Slot("prescriber"),),
    "S-SHAME": (Slot("person", same=TOLD_PERSON),),
    "Q-SAI": (Slot("step"),),
    "Q-EARLY": (Slot("then"), Slot("tell")),
    "R-RECUR": (Slot("focus"),),
    "D-01": (Slot("asked", default="same_day_medical"),),
    "D-02": (Slot("asked", default="same_day_medical"),),
    "D-03": (Slot("asked", default="same_day_medical"),),
    "D-04": (Slot("asked", same=("P-NOSTOP", "contact")),),
    "D-OPEN": (Slot("who", same=("P-CLARIFY", "who")),),
    "T-SLEEP": (Slot("person"),),
    "T-TRAUMA": (Slot("person"), Slot("skill")),
    "T-THOUGHTS": (Slot("person"),),
    "T-MOOD": (Slot("person"), Slot("activity")),
    "T-ANXIETY": (Slot("n"), Slot("skill"), Slot("person")),
    "T-OVERLOAD": (Slot("demand"),),
    "T-LONELINESS": (Slot("n"), Slot("contact")),
    "T-CONTROL": (Slot("step"),),
    "T-PAIN": (Slot("n"), Slot("contact")),
    "T-CHANGE": (Slot("change"), Slot("session")),
    "T-SOCIAL": (Slot("sentence"), Slot("ally")),
    "T-ACCESS": (Slot("route"), Slot("person")),
    "T-THERAPY-GAP": (Slot("interval"),),
}


def contact_slots(s: Situation) -> tuple[Slot, ...]:
    """P-CONTACT: missed; a safe way with P-HOME; a reason when the contact is late."""
    found = [Slot("missed", default="missed_contact")]
    if p_home(s):
        found.append(Slot("safe_way"))
    if contact_is_late(s):
        found.append(Slot("late_reason"))
    return tuple(found)


def again_slots(s: Situation) -> tuple[Slot, ...]:
    """P-AGAIN: place, person, and with a strong pull the step for tonight."""
    found = (Slot("place"), Slot("person", same=TOLD_PERSON))
    return (*found, Slot("urge_step")) if facts.strong_pull(s.r) else found


def medreview_slots(s: Situation) -> tuple[Slot, ...]:
    """P-MEDREVIEW: prescriber, question, and with a pregnancy the obstetric contact."""
    found = (Slot("prescriber", same=("P-OUD", "prescriber")), Slot("question"))
    return (*found, Slot("obstetric")) if s.r.has("safety.medical", "pregnant") else found


def conflict_slots(s: Situation) -> tuple[Slot, ...]:
    """T-CONFLICT: limit and person; with safe_exit a place and a way."""
    if trigger_rows(s).get("T-CONFLICT") == ["safe_exit"]:
        return (Slot("place"), Slot("way"))
    return (Slot("limit"), Slot("person"))


def something_new(s: Situation) -> bool:
    """A-ADD: an if-then line, a picked option or an own line."""
    picks = any(each.get("options") for each in decisions.picked(s.decisions).values())
    return bool(ifthen_pairs(s.r)) or picks or bool(decisions.own_lines(s.decisions))


def slots_for(s: Situation, rule: str) -> tuple[Slot, ...]:
    """7.11: the slots of one line."""
    changing = {
        "P-CONTACT": contact_slots,
        "P-AGAIN": again_slots,
        "P-MEDREVIEW": medreview_slots,
        "T-CONFLICT": conflict_slots,
    }
    if rule in changing:
        return changing[rule](s)
    if rule == "T-SUPPORT":
        return tuple(Slot(SUPPORT_OPTIONS[need]) for need in SUPPORT_OPTIONS if need in lacking(s))
    if rule == "A-ADD":
        return () if something_new(s) else (Slot("tool"),)
    return FIXED.get(rule, ())


def lacking(s: Situation) -> list[str]:
    """The options of support.lacking."""
    return s.r.options("support.lacking")


def filled(s: Situation) -> dict[tuple[str, str], str]:
    """What the fill decisions say, by slot; a slot that equals another has that one's place."""
    found = {}
    for each in decisions.of_kind(s.decisions, "fill"):
        rule, slot = each["rule"], each["slot"]
        same = next((x.same for x in slots_for(s, rule) if x.id == slot), None)
        if usable(each.get("text")) is not None:
            found[same or (rule, slot)] = each["text"]
    return found


def default_text(s: Situation, name: str) -> str | None:
    """The field of the service profile; domestic_safety is else the profile's first domestic number."""
    text = usable(s.profile.get(name))
    if text is None and name == "domestic_safety":
        numbers = usable(s.profile.get("numbers")) or []
        return next((each.get("number") for each in numbers if each.get("purpose") == "domestic"), None)
    return text


def slots_of(s: Situation, rule: str) -> list[dict[str, Any]]:
    """Plan JSON: the slots of a line with their texts; a default of the profile stands until filled."""
    texts = filled(s)
    found = []
    for slot in slots_for(s, rule):
        text = texts.get(slot.same or (rule, slot.id))
        if text is None and slot.id == "person" and rule in PERSON_ELSE_TOLD:
            text = texts.get(TOLD_PERSON)
        if text is None and slot.default is not None:
            text = default_text(s, slot.default)
        found.append({"id": slot.id, "text": text})
    return found
