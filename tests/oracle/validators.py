"""The validators that keep a plan from being final, as far as a record shows them (rules 10)."""

from __future__ import annotations

from typing import Any

from . import decisions
from .actions import Situation
from .contact import agreed_when
from .lines import core_parts_required, critical_safety_answered, revision_part, trigger_part
from .open_items import asked
from .reading import QUESTIONS, Reading, usable


def has_status(r: Reading, question: str) -> bool:
    """Whether the answer is a valid status object: a status, perhaps a note, nothing else."""
    raw = r.answers.get(question)
    return isinstance(raw, dict) and "status" in raw and set(raw) <= {"status", "note"}


def v_req(s: Situation) -> bool:
    """Every asked, required question holds a usable value or a status; not blocking at level 4."""
    return s.acting == 4 or all(
        s.r.value(question.id) is not None or has_status(s.r, question.id)
        for question in QUESTIONS.values()
        if question.required and asked(s.r, question.id)
    )


def v_consent(s: Situation) -> bool:
    """Agreement, given while clear; a follow-up rests on that of the record it follows."""
    if s.r.session == "followup":
        return s.follows is not None
    return s.r.is_true("frame.consent") and not s.r.not_clear()


def v_4parts(s: Situation, standing: set[str]) -> bool:
    """Contact and safety; on core and deep below level 4 trigger and revision as well."""
    contact = "P-CONTACT" in standing and agreed_when(s.r) is not None
    safety = "A-SAFETY" in standing and critical_safety_answered(s.r)
    if not core_parts_required(s):
        return contact and safety
    return contact and safety and trigger_part(s, standing) and revision_part(s, standing)


def v_who(s: Situation) -> bool:
    """Every own line has who and by when."""
    return all(
        usable(each.get("owner")) is not None and usable(each.get("due")) is not None
        for each in decisions.own_lines(s.decisions)
    )


def v_profile(s: Situation) -> bool:
    """A configured profile with a number."""
    numbers: Any = usable(s.profile.get("numbers"))
    return isinstance(numbers, list) and any(usable(each.get("number")) is not None for each in numbers)


def unmet(s: Situation, standing: set[str]) -> list[str]:
    """The validators judged here that do not hold, sorted."""
    verdicts = {
        "V-REQ": v_req(s),
        "V-CONSENT": v_consent(s),
        "V-4PARTS": v_4parts(s, standing),
        "V-WHO": v_who(s),
        "V-PROFILE": v_profile(s),
    }
    return sorted(name for name, holds in verdicts.items() if not holds)
