"""The actions of rules section 7, their due times (7.7), answer and gap lines (7.5, 7.8), section 8."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from . import facts
from .dates import read_when
from .facts import asked
from .reading import QUESTIONS, Reading, field, note_of


@dataclass(frozen=True)
class Situation:
    """What the actions read: the record, its flags and level, and an earlier record's side of comparisons."""

    r: Reading
    flags: frozenset[str]
    level: int
    earlier: Situation | None = None

    def flagged(self, *ids: str) -> bool:
        """Whether any of these flags is set."""
        return any(each in self.flags for each in ids)


# ------------------------------------------------------------------------------- safety and contact


def always(s: Situation) -> bool:
    """P-CONTACT, P-TOLD: always."""
    return True


def p_emergency(s: Situation) -> bool:
    """Level 4."""
    return s.level == 4


def p_sameday(s: Situation) -> bool:
    """Level 3."""
    return s.level == 3


def p_clarify(s: Situation) -> bool:
    """Some critical item is unresolved, or M-16."""
    return bool(facts.unresolved_critical(s.r)) or s.flagged("M-16")


def p_core72(s: Situation) -> bool:
    """The brief path."""
    return s.r.path == "brief"


def p_notalone(s: Situation) -> bool:
    """Alone; or that is unresolved, with distress."""
    return s.r.is_true("safety.alone") or (s.r.unresolved("safety.alone") and facts.distress(s.r))


def p_means(s: Situation) -> bool:
    """Means close by, or unresolved; or U-21."""
    return s.r.is_true("safety.means") or s.r.unresolved("safety.means") or s.flagged("U-21")


def p_home(s: Situation) -> bool:
    """Home not always safe, or in danger."""
    return s.r.is_one("safety.home_safe", "not_always", "in_danger")


def p_duties(s: Situation) -> bool:
    """U-13."""
    return s.flagged("U-13")


# ---------------------------------------------------------------------------------------- medicines


def p_nostop(s: Situation) -> bool:
    """There is a regular depressant or unknown entry."""
    return bool(facts.nostop_entries(s.r))


def p_store(s: Situation) -> bool:
    """A supply, and a regular entry that came from a pharmacy (or is alcohol)."""
    return s.r.is_true("event.supply") and any(not each.nonpharmacy for each in facts.nostop_entries(s.r))


def p_supply(s: Situation) -> bool:
    """A supply, and nothing regular or a regular entry from no pharmacy."""
    regular = facts.nostop_entries(s.r)
    return s.r.is_true("event.supply") and (not regular or any(each.nonpharmacy for each in regular))


def p_naloxone(s: Situation) -> bool:
    """An opioid, a product from no pharmacy, or opioid treatment."""
    return (
        "opioid" in facts.classes(s.r)
        or facts.nonpharmacy(s.r)
        or s.r.is_one("event.oud_medication", "buprenorphine", "methadone")
    )


def p_oud(s: Situation) -> bool:
    """Opioid treatment now, or stopped within 3 months."""
    return s.r.is_one(
        "event.oud_medication", "buprenorphine", "methadone", "naltrexone", "stopped_within_3_months"
    )


def p_medreview(s: Situation) -> bool:
    """NOSTOP, OUD, a condition, U-11, no review so far, an own prescription, or an alcohol medicine."""
    alcohol_medicine = s.r.value("event.alcohol_medication")
    prescribed = any(each.source in {"own_prescription", "second_prescriber"} for each in facts.entries(s.r))
    return (
        p_nostop(s)
        or p_oud(s)
        or bool(facts.conditions(s.r))
        or s.flagged("U-11")
        or s.r.is_false("prior.medication_review")
        or prescribed
        or (alcohol_medicine is not None and alcohol_medicine != "none")
    )


def nostop_variant(r: Reading) -> str | None:
    """The variant of P-NOSTOP, or None when it does not fire."""
    if r.session == "followup":
        return None
    if r.unresolved("event.substance"):
        return "conditional"
    parts = []
    regular = facts.nostop_entries(r)
    if any(not entry.nonpharmacy for entry in regular):
        if facts.taking(r):
            parts.append("continuing")
        elif r.is_one("event.now", "not_taking"):
            parts.append("already_stopped")
        else:
            parts.append("both")
    if any(entry.nonpharmacy for entry in regular):
        parts.append("nonpharmacy")
    return "+".join(parts) or None


# ------------------------------------------------------------------------------------------- stance


def s_ave(s: Situation) -> bool:
    """The meaning is failed."""
    return s.r.is_one("contact.meaning", "failed")


def s_minimise(s: Situation) -> bool:
    """Nothing much, or others act as if nothing had happened or keep silent."""
    return s.r.is_one("contact.meaning", "nothing_much") or s.r.has(
        "contact.reactions", "as_if_nothing", "silence"
    )


def s_panic(s: Situation) -> bool:
    """Reactions have panic, blame, threats or shaming."""
    return s.r.has("contact.reactions", "panic", "blame", "threats", "shaming")


def s_shame(s: Situation) -> bool:
    """The strongest feeling is shame."""
    return facts.strongest_feeling(s.r) == "shame"


def s_reengage(s: Situation) -> bool:
    """Worth at most 4, or missing appointments; in a follow-up, the contact was not kept."""
    if s.r.session == "followup":
        return s.r.is_false("followup.contact_kept")
    worth = s.r.number("contact.worth")
    return (worth is not None and worth <= 4) or s.r.has("safety.secrecy", "missing_appointments")


# ----------------------------------------------------------------- pattern, revision, stabilisation


def q_sai(s: Situation) -> bool:
    """Sleep, anxiety, idealising in this order."""
    return facts.sai(s.r)


def q_early(s: Situation) -> bool:
    """At least one before event."""
    return bool(facts.before(s.r))


def r_pattern(s: Situation) -> bool:
    """A before event of sleep, anxiety, loneliness, overload or a therapy gap; or a therapy gap now."""
    pattern = {"sleep", "anxiety", "loneliness", "overload", "therapy_gap"}
    return any(each.domain in pattern for each in facts.before(s.r)) or facts.therapy_gap_now(s.r)


def r_recur(s: Situation) -> bool:
    """Seen before; or the same three folded domains as in the earlier record."""
    if s.r.is_one("sequence.seen_before", "once", "several_times"):
        return True
    if s.earlier is None:
        return False
    folded = facts.first_three_folded(s.r)
    return len(folded) == 3 and folded == facts.first_three_folded(s.earlier.r)


def ifthen_pairs(r: Reading) -> set[tuple[str, str]]:
    """The (if, then) pairs, lower case with single spaces; a pair with neither does not count."""
    pairs = set()
    for element in r.elements("revise.ifthen"):
        one = " ".join((field(element, "if") or "").lower().split())
        other = " ".join((field(element, "then") or "").lower().split())
        if one or other:
            pairs.add((one, other))
    return pairs


def r_same(s: Situation) -> bool:
    """The trigger rows and the if-then pairs both equal the earlier record's, and are not both empty."""
    if s.earlier is None:
        return False
    rows, pairs = set(trigger_rows(s)), ifthen_pairs(s.r)
    same = rows == set(trigger_rows(s.earlier)) and pairs == ifthen_pairs(s.earlier.r)
    return same and bool(rows or pairs)


def d_01(s: Situation) -> bool:
    """Any E or M flag other than E-12, M-16, M-17, M-18 and M-22."""
    return any(each[0] in "EM" for each in s.flags - {"E-12", "M-16", "M-17", "M-18", "M-22"})


def d_02(s: Situation) -> bool:
    """Quickly worse."""
    return s.r.is_one("stabilise.worsening", "quickly_worse")


def d_03(s: Situation) -> bool:
    """Cannot interrupt or unsure; or asked and unresolved."""
    question = "stabilise.can_interrupt"
    return s.r.is_one(question, "cannot", "unsure") or (asked(s.r, question) and s.r.unresolved(question))


def d_open(s: Situation) -> bool:
    """None of D-01 to D-03, and any of M-16, M-17, M-22."""
    return not (d_01(s) or d_02(s) or d_03(s)) and s.flagged("M-16", "M-17", "M-22")


def d_00(s: Situation) -> bool:
    """None of the other D lines."""
    return not (d_01(s) or d_02(s) or d_03(s) or d_open(s))


def p_reopen(s: Situation) -> bool:
    """Unless there was no use since, and withdrawal is none, unknown or off."""
    return not (s.r.is_false("followup.use_since") and facts.withdrawal(s.r) in {"none", "unknown", "off"})


INTERVIEW: dict[str, Callable[[Situation], bool]] = {
    "P-CONTACT": always,
    "P-TOLD": always,
    "P-EMERGENCY": p_emergency,
    "P-SAMEDAY": p_sameday,
    "P-CLARIFY": p_clarify,
    "P-CORE72": p_core72,
    "P-NOTALONE": p_notalone,
    "P-MEANS": p_means,
    "P-HOME": p_home,
    "P-DUTIES": p_duties,
    "P-NOSTOP": p_nostop,
    "P-STORE": p_store,
    "P-SUPPLY": p_supply,
    "P-NALOXONE": p_naloxone,
    "P-OUD": p_oud,
    "P-MEDREVIEW": p_medreview,
    "S-AVE": s_ave,
    "S-MINIMISE": s_minimise,
    "S-PANIC": s_panic,
    "S-SHAME": s_shame,
    "S-REENGAGE": s_reengage,
    "Q-SAI": q_sai,
    "Q-EARLY": q_early,
    "R-PATTERN": r_pattern,
    "R-RECUR": r_recur,
    "R-SAME": r_same,
    "D-01": d_01,
    "D-02": d_02,
    "D-03": d_03,
    "D-OPEN": d_open,
    "D-00": d_00,
}

FOLLOWUP: dict[str, Callable[[Situation], bool]] = {
    "P-CONTACT": always,
    "P-TOLD": always,
    "P-EMERGENCY": p_emergency,
    "P-SAMEDAY": p_sameday,
    "P-CLARIFY": p_clarify,
    "P-REOPEN": p_reopen,
    "S-REENGAGE": s_reengage,
}


# ------------------------------------------------------------------------------------- trigger rows

ROW_DOMAINS = {
    "T-SLEEP": {"sleep"},
    "T-ANXIETY": {"anxiety"},
    "T-OVERLOAD": {"overload", "stress", "tension"},
    "T-CONFLICT": {"conflict"},
    "T-LONELINESS": {"loneliness"},
    "T-CONTROL": {"loss_of_control"},
    "T-PAIN": {"pain_illness"},
    "T-CHANGE": {"positive_change"},
    "T-SOCIAL": {"social_pressure"},
    "T-TRAUMA": {"trauma_reminder"},
    "T-THOUGHTS": {"thoughts_of_medication", "idealising"},
    "T-ACCESS": {"access"},
    "T-THERAPY-GAP": {"therapy_gap"},
    "T-MOOD": {"mood"},
}
ROW_OPTIONS = {
    "T-SLEEP": ["cbt_i_elements", "sleep_diary", "prescriber_sleep_review", "repeat_sleep_score"],
    "T-ANXIETY": ["rehearsed_skill", "panic_card", "anxiety_score", "treatment_review"],
    "T-OVERLOAD": ["put_down_one_demand", "daily_outlet"],
    "T-CONFLICT": ["boundary_sentence", "time_out", "joint_session"],
    "T-LONELINESS": ["two_standing_contacts", "peer_group"],
    "T-CONTROL": ["one_own_decision_daily", "session_focus_control"],
    "T-PAIN": ["medical_review_of_problem"],
    "T-CHANGE": ["plan_for_change", "extra_session"],
    "T-SOCIAL": ["exit_sentence", "ally"],
    "T-TRAUMA": ["steadying_first", "trauma_work_when_ready"],
    "T-THOUGHTS": ["hoped_got_cost_card", "say_aloud_within_24_h"],
    "T-ACCESS": ["fewer_routes", "pharmacy_arrangement"],
    "T-THERAPY-GAP": ["shorter_interval", "who_calls_when_missed"],
    "T-MOOD": ["daily_activity_step", "mood_score", "mood_treatment_review"],
}
SUPPORT_OPTIONS = {
    "someone_to_call": "named_person_to_call",
    "sessions": "sessions_arranged",
    "medical_help": "medical_appointment",
    "sleep_help": "sleep_help_arranged",
    "practical_help": "practical_help_arranged",
    "time": "protected_time",
    "safe_place": "safe_place_named",
    "other": "own_support_step",
}


def row_fires(s: Situation, row: str) -> bool:
    """On the domain of any timeline event, either side; three rows on a present state as well."""
    if facts.domains(s.r) & ROW_DOMAINS[row]:
        return True
    if row == "T-SLEEP":
        return s.flagged("U-01", "M-10")
    if row == "T-ANXIETY":
        return s.flagged("U-02")
    return row == "T-THERAPY-GAP" and facts.therapy_gap_now(s.r)


def joint_session_possible(r: Reading) -> bool:
    """Only when the person lives alone, or home is safe and that was said in private."""
    return r.is_one("safety.home_safe", "lives_alone") or (
        r.is_one("safety.home_safe", "safe") and r.home_safe_private()
    )


def trigger_rows(s: Situation) -> dict[str, list[str]]:
    """The trigger rows that fire, each with the options it offers."""
    rows = {row: list(ROW_OPTIONS[row]) for row in ROW_DOMAINS if row_fires(s, row)}
    if "T-CONFLICT" in rows and not joint_session_possible(s.r):
        rows["T-CONFLICT"].remove("joint_session")
    lacking = s.r.options("support.lacking")
    if lacking:
        rows["T-SUPPORT"] = [offer for need, offer in SUPPORT_OPTIONS.items() if need in lacking]
    return rows


def actions(s: Situation) -> set[str]:
    """All actions of section 7, the trigger rows and the follow-up schedule of section 9."""
    rules = FOLLOWUP if s.r.session == "followup" else INTERVIEW
    found = {action for action, rule in rules.items() if rule(s)}
    return found | set(trigger_rows(s)) | {f"F-{s.level}", "F-ALL"}


# ------------------------------------------------------------------------------------- due times


def next_contact(r: Reading) -> str | None:
    """The agreed next contact as it was entered, when it can be read as a time."""
    question = "followup.next_contact" if r.session == "followup" else "revise.next_contact"
    agreed = r.part(question, "when")
    return agreed if read_when(agreed, r.now) is not None else None


def in_hours(r: Reading, hours: int) -> str:
    """started_at plus so many hours."""
    return (r.now + timedelta(hours=hours)).isoformat()


def in_days(r: Reading, days: int) -> str:
    """The local date of started_at plus so many days."""
    return (r.now.date() + timedelta(days=days)).isoformat()


def next_contact_due(s: Situation) -> str:
    """The word next_contact: the agreed time as it is; else P-CONTACT's due."""
    agreed = next_contact(s.r)
    return contact_due(s) if agreed is None else agreed


def contact_due(s: Situation) -> str:
    """P-CONTACT: by level; an agreed time prints in the text (the plan format's example has both)."""
    if s.level == 4:
        return in_days(s.r, 0)
    return in_days(s.r, 1) if s.level == 3 else in_hours(s.r, 72)


def sameday_due(s: Situation) -> str:
    """P-SAMEDAY: today; now when M-22 rests on a combination with an open label question."""
    if s.flagged("M-22") and facts.combo_with_open_label(s.r):
        return s.r.now.isoformat()
    return in_days(s.r, 0)


def supply_due(s: Situation) -> str | None:
    """P-SUPPLY: 24 hours; for a regular product from no pharmacy the arranged date, not yet known."""
    return None if facts.nostop_entries(s.r) else in_hours(s.r, 24)


def due_of(s: Situation, action: str) -> str | None:
    """7.7: the due time of one action, where the record resolves it."""
    now, today = s.r.now.isoformat(), in_days(s.r, 0)
    hours_72, days_7 = in_hours(s.r, 72), in_days(s.r, 7)
    table: dict[str, str | None] = {
        "P-CONTACT": contact_due(s),
        "P-TOLD": in_hours(s.r, 24),
        "P-EMERGENCY": now,
        "P-SAMEDAY": sameday_due(s),
        "P-CLARIFY": today if s.flagged("M-16") else hours_72,
        "P-CORE72": hours_72,
        "P-NOTALONE": today,
        "P-MEANS": today,
        "P-HOME": now if s.r.is_one("safety.home_safe", "in_danger") else hours_72,
        "P-DUTIES": today,
        "P-NOSTOP": today,
        "P-STORE": in_hours(s.r, 24),
        "P-SUPPLY": supply_due(s),
        "P-NALOXONE": today,
        "P-OUD": today if s.flagged("M-04") else hours_72,
        "P-MEDREVIEW": today if s.level >= 3 else days_7,
        "P-REOPEN": now,
        "S-AVE": now,
        "S-MINIMISE": now,
        "S-PANIC": hours_72,
        "S-SHAME": hours_72,
        "S-REENGAGE": in_hours(s.r, 48),
        "Q-EARLY": now,
        "Q-SAI": next_contact_due(s),
        "R-PATTERN": next_contact_due(s),
        "R-RECUR": next_contact_due(s),
        "R-SAME": now,
        "D-01": today,
        "D-02": today,
        "D-03": today,
        "D-OPEN": today,
        "D-00": next_contact_due(s),
    }
    return days_7 if action.startswith("T-") else table.get(action)


def due_dates(s: Situation) -> dict[str, str]:
    """Every action with a due time that the record resolves."""
    found = {action: due_of(s, action) for action in actions(s)}
    return {action: due for action, due in found.items() if due is not None}


# ------------------------------------------------------------------------- answer lines, gaps, sheet

ANSWER_LINES = {
    "A-HOPED": ["sequence.q_necessary", "sequence.expected", "sequence.after"],
    "A-COPING": ["sequence.coping_stopped"],
    "A-SIGN": ["warning.missed", "warning.who", "warning.interpreted"],
    "A-EASE": ["support.outlets", "support.boundaries"],
    "A-KEEP": ["prior.kept", "prior.helped"],
    "A-CHANGE": ["revise.change", "prior.unused", "sequence.different"],
    "A-LEARNED": ["close.learned"],
    "A-CONFIDENCE": ["revise.confidence", "revise.obstacle"],
    "A-FEELINGS": ["contact.feelings", "contact.reactions", "contact.barrier", "contact.told"],
    "A-STABILISE": ["stabilise.past", "stabilise.home", "stabilise.contact", "stabilise.preference"],
    "A-LOVED": [
        "loved.scope",
        "loved.feelings",
        "loved.words",
        "loved.dynamics",
        "loved.checkin",
        "loved.own_support",
    ],
    "A-OPEN-END": ["close.missed"],
    "A-FOLLOWUP": ["followup.sign_noticed", "followup.change"],
}
SEED_QUESTIONS = [
    "sequence.q_before",
    "sequence.q_days_nights",
    "sequence.q_emotions",
    "sequence.q_thoughts_began",
    "sequence.q_necessary",
]


def any_usable(r: Reading, questions: list[str]) -> bool:
    """At least one of the questions is enabled and has a usable value."""
    return any(r.value(question) is not None for question in questions)


def any_element(r: Reading, question: str) -> bool:
    """At least one element of an event question says anything."""
    return any(element is not None for element in r.elements(question))


def answer_lines(r: Reading) -> set[str]:
    """7.8: an answer line prints when one of its answers is usable; A-SAFETY always."""
    found = {line for line, questions in ANSWER_LINES.items() if any_usable(r, questions)}
    found.add("A-SAFETY")
    if facts.timeline(r) or any_usable(r, SEED_QUESTIONS):
        found.add("A-TIMELINE")
    if any(r.value(question) is not None for question in r.enabled if question.startswith("branch.")):
        found.add("A-BRANCH")
    if any_element(r, "revise.ifthen"):
        found.add("A-IFTHEN")
    if any_element(r, "followup.lines_done"):
        found.add("A-FOLLOWUP")
    if any(note_of(r.answers.get(question)) for question in r.enabled - {"frame.location"}):
        found.add("A-NOTES")
    return found


def critical_safety_answered(r: Reading) -> bool:
    """A critical safety question has a usable value: the safety bank's, or in a follow-up its own bank's."""
    bank = "followup." if r.session == "followup" else "safety."
    return any(
        question.critical and question.id.startswith(bank) and r.value(question.id) is not None
        for question in QUESTIONS.values()
    )


def core_parts_required(s: Situation) -> bool:
    """V-4PARTS: trigger and revision are not required at level 4, in a follow-up, or on the brief path."""
    return s.level < 4 and s.r.path in {"core", "deep"}


def gaps(s: Situation) -> set[str]:
    """7.5: the gap lines, before any decision of the therapist."""
    found = set()
    lines, fired = answer_lines(s.r), actions(s)
    if next_contact(s.r) is None:
        found.add("GAP-CONTACT")
    if not critical_safety_answered(s.r):
        found.add("GAP-SAFETY")
    trigger = any(each[:2] in {"Q-", "T-"} for each in fired) or bool(lines & {"A-TIMELINE", "A-IFTHEN"})
    revision = any(each[:2] == "R-" for each in fired) or bool(lines & {"A-KEEP", "A-CHANGE", "A-LEARNED"})
    if core_parts_required(s) and not trigger:
        found.add("GAP-TRIGGER")
    if core_parts_required(s) and not revision:
        found.add("GAP-REVISION")
    for domain in facts.domains(s.r) - {"secrecy"}:
        found.add("GAP-" + domain.upper().replace("_", "-"))
    return found


def family_sheet(s: Situation) -> bool:
    """8: wanted, safe, said in private, nobody in danger, and an agreed scope with whom."""
    r = s.r
    if r.session == "followup":
        return False
    scope: Any = [r.part("loved.scope", "what"), r.part("loved.scope", "with_whom")]
    return (
        r.is_one("loved.wish", "wanted")
        and r.is_one("safety.home_safe", "safe", "lives_alone")
        and r.home_safe_private()
        and not s.flagged("E-12")
        and None not in scope
    )
