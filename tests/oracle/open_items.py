"""What is asked (rules 1.3) and which critical items are open (rules 1.4 and section 6)."""

from __future__ import annotations

from . import facts
from .facts import NIGHTS, anxiety_question, change, sleep_question, stop_when, withdrawal
from .reading import QUESTIONS, Reading

SUPPLY_BRIEF_CLASSES = {"opioid", "benzodiazepine", "z_drug", "other_sedative", "illicit", "unknown"}


def asked(r: Reading, question: str) -> bool:
    """1.3: enabled, and the path is one of the question's, or brief with its brief condition."""
    if question not in r.enabled:
        return False
    if r.path in QUESTIONS[question].paths:
        return True
    if r.path == "brief" and question == "event.supply":
        return bool(facts.classes(r) & SUPPLY_BRIEF_CLASSES)
    return False


def substance_open(r: Reading) -> bool:
    """6: some entry has an unknown class, last use, or frequency that a short run does not settle."""
    return any(
        entry.klass == "unknown"
        or entry.last_use is None
        or (entry.days_per_week is None and not entry.short_run)
        for entry in facts.entries(r)
    )


def sleep_open(r: Reading) -> bool:
    """6: any night or the difficulty is unusable."""
    return any(r.part(sleep_question(r), name) is None for name in (*NIGHTS, "difficulty"))


def anxiety_open(r: Reading) -> bool:
    """6: peak or direction is unusable."""
    return any(r.part(anxiety_question(r), name) is None for name in ("peak", "direction"))


def stopped_open(r: Reading) -> bool:
    """6: the change is unusable, or there was one and its date is unusable."""
    return change(r) is None or (change(r) != "no_change" and stop_when(r) is None)


def withdrawal_open(r: Reading) -> bool:
    """6: the signs are unusable, or there is one and the strength is unusable."""
    if withdrawal(r) in {"off", "none"}:
        return False
    return withdrawal(r) == "unknown" or r.part(facts.withdrawal_question(r), "strength") is None


def home_open(r: Reading) -> bool:
    """1.4: safe at home, said while partner or family were present."""
    return r.is_one("safety.home_safe", "safe") and not r.home_safe_private()


PARTLY_OPEN = {
    "event.substance": substance_open,
    "safety.sleep": sleep_open,
    "followup.sleep": sleep_open,
    "safety.anxiety": anxiety_open,
    "followup.anxiety": anxiety_open,
    "event.stopped": stopped_open,
    "safety.withdrawal": withdrawal_open,
    "followup.withdrawal": withdrawal_open,
    "safety.home_safe": home_open,
}


def unresolved_critical(r: Reading) -> list[str]:
    """6: critical questions that are asked and have no usable value, or lack one of their parts."""
    found = []
    for question in QUESTIONS.values():
        if not question.critical or not asked(r, question.id):
            continue
        partly = PARTLY_OPEN.get(question.id)
        if r.unresolved(question.id) or (partly is not None and partly(r)):
            found.append(question.id)
    return sorted(found)
