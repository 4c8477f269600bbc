"""The lines of a plan: sections, kinds, gap lines, editions, under (rules 7.5, 7.8 to 7.10)."""

from __future__ import annotations

from typing import Any

from . import answer_lines, decisions, timeline
from .actions import ROW_DOMAINS, Situation, actions, normalised, p_home, trigger_rows
from .contact import agreed_when, due, due_word
from .reading import QUESTIONS, Reading, field
from .slots import slots_of

CONTACT_LINES = {"P-CONTACT", "P-TOLD", "P-AGAIN", "P-CORE72", "P-REOPEN"}
MEDICINE_LINES = {
    "P-NOSTOP",
    "P-STORE",
    "P-SUPPLY",
    "P-NALOXONE",
    "P-TOLERANCE",
    "P-OUD",
    "P-MOUD",
    "P-MEDREVIEW",
}
SECTION_OF_LETTER = {
    "Q": "trigger",
    "T": "trigger",
    "S": "stance",
    "R": "revision",
    "D": "stabilisation",
    "F": "followup",
}
GAP_SECTION = {"GAP-CONTACT": "contact", "GAP-SAFETY": "safety", "GAP-REVISION": "revision"}
CLINICIAN_ONLY = {"P-CLARIFY", "P-CORE72", "P-HOME", "P-REOPEN", "R-SAME"}
PRINTED_ALWAYS_UNDER = {
    "F-1": "P-CONTACT",
    "F-2": "P-CONTACT",
    "F-3": "P-CONTACT",
    "F-4": "P-CONTACT",
    "S-REENGAGE": "P-CONTACT",
    "P-CORE72": "P-CONTACT",
    "S-SHAME": "P-TOLD",
    "D-02": "D-01",
    "D-03": "D-01",
    "P-TOLERANCE": "P-NALOXONE",
    "P-MOUD": "P-MEDREVIEW",
    "R-RECUR": "R-PATTERN",
}
EMERGENCY_CARD = {
    "P-EMERGENCY",
    "P-CONTACT",
    "P-NOSTOP",
    "P-OUD",
    "P-NALOXONE",
    "P-TOLERANCE",
    "P-MEANS",
    "F-4",
}


def section(rule: str) -> str:
    """7.8: the section of a line."""
    if rule.startswith("A-"):
        return answer_lines.SECTION.get(rule, "")
    if rule.startswith("GAP-"):
        return GAP_SECTION.get(rule, "trigger")
    if rule == "P-EMERGENCY":
        return "emergency"
    if rule in CONTACT_LINES:
        return "contact"
    if rule.startswith("P-"):
        return "medicines" if rule in MEDICINE_LINES else "safety"
    return SECTION_OF_LETTER[rule[0]]


def kind(rule: str) -> str:
    """7.8: avoid for P-NOSTOP, else do."""
    return "avoid" if rule == "P-NOSTOP" else "do"


def later(s: Situation, rule: str) -> bool:
    """7.6: at level 4 the trigger work waits."""
    if s.acting < 4:
        return False
    if rule.startswith("A-"):
        return section(rule) in {"trigger", "stance"}
    return rule[:2] in {"T-", "R-", "Q-"} or rule == "S-MINIMISE"


# -------------------------------------------------------------------------------------------- gaps


def critical_safety_answered(r: Reading) -> bool:
    """A critical safety question has a usable value: the safety bank's, or in a follow-up its own bank's."""
    bank = "followup." if r.session == "followup" else "safety."
    return any(
        question.critical and question.id.startswith(bank) and r.value(question.id) is not None
        for question in QUESTIONS.values()
    )


def core_parts_required(s: Situation) -> bool:
    """V-4PARTS: trigger and revision are not required at level 4, in a follow-up, or on the brief path."""
    return s.acting < 4 and s.r.path in {"core", "deep"}


def own_in(s: Situation, wanted: str) -> bool:
    """Whether the therapist wrote a line in this section."""
    return any(each.get("section") == wanted for each in decisions.own_lines(s.decisions))


def trigger_part(s: Situation, standing: set[str]) -> bool:
    """7.8: any Q, T, A-TIMELINE, A-IFTHEN or own line."""
    lines = any(each[:2] in {"Q-", "T-"} for each in standing)
    return lines or bool(standing & {"A-TIMELINE", "A-IFTHEN"}) or own_in(s, "trigger")


def revision_part(s: Situation, standing: set[str]) -> bool:
    """7.8: any R, A-KEEP, A-CHANGE, A-LEARNED or own line; A-ADD is no part."""
    lines = any(each[:2] == "R-" for each in standing)
    return lines or bool(standing & {"A-KEEP", "A-CHANGE", "A-LEARNED"}) or own_in(s, "revision")


def row_of(domain: str) -> str | None:
    """The trigger row of a domain; secrecy and other have none."""
    return next((row for row, domains in ROW_DOMAINS.items() if domain in domains), None)


def covered(s: Situation, domain: str) -> bool:
    """An own action covers the domain, or one of its row's options is picked."""
    if any(each.get("covers") == domain for each in decisions.own_lines(s.decisions)):
        return True
    row = row_of(domain)
    pick = decisions.picked(s.decisions).get(row or "")
    offered = trigger_rows(s).get(row or "", [])
    return pick is not None and bool(set(pick.get("options") or []) & set(offered))


def domain_gaps(s: Situation) -> set[str]:
    """7.5: a gap for a domain without a row, and once choosing has begun for one without a step."""
    found = set()
    begun = decisions.choosing_has_begun(s.decisions)
    for domain in timeline.domains(s.r) - {"secrecy"}:
        if (row_of(domain) is None or begun) and not covered(s, domain):
            found.add("GAP-" + domain.upper().replace("_", "-"))
    return found


def steps_waiting(s: Situation) -> list[str]:
    """GAP-STEPS: in the order of the timeline, the domains whose row waits for a choice."""
    if decisions.choosing_has_begun(s.decisions):
        return []
    in_order = dict.fromkeys(each.shown_domain for each in timeline.timeline(s.r))
    return [domain for domain in in_order if row_of(domain) is not None]


def gaps(s: Situation, standing: set[str]) -> set[str]:
    """7.5: the gap lines."""
    found = domain_gaps(s)
    if agreed_when(s.r) is None:
        found.add("GAP-CONTACT")
    if not critical_safety_answered(s.r):
        found.add("GAP-SAFETY")
    if core_parts_required(s) and not trigger_part(s, standing):
        found.add("GAP-TRIGGER")
    if core_parts_required(s) and not revision_part(s, standing):
        found.add("GAP-REVISION")
    if steps_waiting(s):
        found.add("GAP-STEPS")
    return found


# ------------------------------------------------------------------------------- under and editions


def begins_there(r: Reading, what: str) -> bool:
    """7.9: an if-then line begins at this event, or its if contains it."""
    for element in r.elements("revise.ifthen"):
        one = normalised(field(element, "if"))
        if not (one or normalised(field(element, "then"))):
            continue
        if normalised(field(element, "begins_at")) == what or what in one:
            return True
    return False


def early_under(s: Situation) -> bool:
    """7.9: the what of the earliest event is usable and an if-then line begins there."""
    first = timeline.before(s.r)
    what = normalised(first[0].what) if first else ""
    return bool(what) and begins_there(s.r, what)


def under(s: Situation, standing: set[str]) -> dict[str, str]:
    """7.9: the lines that print under another line of the same plan."""
    upper = dict(PRINTED_ALWAYS_UNDER)
    if early_under(s):
        upper["Q-EARLY"] = "A-IFTHEN"
    if {flag for flag in s.flags if flag[0] == "M"} == {"M-16"}:
        upper["P-CLARIFY"] = "P-SAMEDAY"
    return {line: over for line, over in upper.items() if line in standing and over in standing}


def audience(s: Situation, rule: str) -> set[str]:
    """Section 7's audiences: C and P; the family's part is section 8's."""
    if rule in CLINICIAN_ONLY:
        return {"clinician"}
    if rule == "S-MINIMISE":
        minimised = s.r.is_one("contact.meaning", "nothing_much")
        return {"clinician", "patient"} if minimised else {"clinician"}
    return {"clinician"} if rule == "S-PANIC" else {"clinician", "patient"}


def patient_edition(s: Situation) -> str:
    """7.10: the private card, the emergency card, or the plan."""
    if p_home(s) and not decisions.rechecked(s.decisions, "paper"):
        return "private_card"
    return "emergency_card" if s.acting == 4 else "plan"


def numbers(s: Situation, edition: str) -> set[str]:
    """7.10 and profiles: the purposes of the numbers that an edition prints (8.1: the card only one)."""
    if edition == "private_card":
        return {"emergency"}
    found = {"emergency", "crisis"}
    poison = s.flagged("E-10", "M-22", "M-24")
    if poison:
        found.add("poison_public")
    if s.flagged("M-18"):
        found.add("child")
    if edition == "plan":
        found.add("drugs")
    if edition == "clinician" and poison:
        found.add("poison_professional")
    if edition == "clinician" and p_home(s):
        found.add("domestic")
    return found


def on_emergency_card(s: Situation, standing: set[str]) -> set[str]:
    """7.10: these lines and no others."""
    return standing & EMERGENCY_CARD if patient_edition(s) == "emergency_card" else set()


# ------------------------------------------------------------------------------------------- lines


def line(s: Situation, rule: str, editions: set[str], over: str | None) -> dict[str, Any]:
    """One line of the plan as far as the contract fixes it."""
    pick = decisions.picked(s.decisions).get(rule) if rule[:2] == "T-" else None
    word = due_word(s, rule)
    return {
        "rule": rule,
        "section": section(rule),
        "kind": kind(rule),
        "due_word": word,
        "due": (pick or {}).get("due") or due(s, word),
        "under": over,
        "slots": slots_of(s, rule),
        "editions": sorted(editions),
        "gap": rule.startswith("GAP-"),
        "later": later(s, rule),
    }


def lines(s: Situation) -> list[dict[str, Any]]:
    """Every line that stands: fired and not removed; actions, answer lines, gaps, sorted by rule."""
    editions = {rule: audience(s, rule) for rule in actions(s)} | answer_lines.answer_lines(s.r)
    for rule in decisions.removed(s.decisions):
        editions.pop(rule, None)
    standing = set(editions)
    over = under(s, standing)
    found = [line(s, rule, editions[rule], over.get(rule)) for rule in sorted(standing)]
    return found + [line(s, rule, set(), None) for rule in sorted(gaps(s, standing))]
