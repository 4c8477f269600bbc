"""The actions of rules section 7 with the trigger rows, and of section 9: which rules fire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import decisions as made
from . import facts, timeline
from .open_items import asked, unresolved_critical
from .reading import Reading
from .reading import field as part_of


@dataclass(frozen=True)
class Situation:
    """What the actions read: the record, its flags, level and decisions, and an earlier record's side.

    Attributes:
        level: what the rules compute.
        acting: the higher of the computed and the raised level; actions follow it.
        profile: the profile that the record pins.
        follows: the interview that a follow-up follows.
    """

    r: Reading
    flags: frozenset[str]
    level: int
    acting: int
    decisions: list[made.Decision] = field(default_factory=list)
    profile: dict[str, Any] = field(default_factory=dict)
    follows: str | None = None
    earlier: Situation | None = None

    def flagged(self, *ids: str) -> bool:
        """Whether any of these flags is set."""
        return any(each in self.flags for each in ids)

    def any_e_or_m(self) -> bool:
        """Whether any flag of level 4 or 3 is set."""
        return any(each[0] in "EM" for each in self.flags)


# ------------------------------------------------------------------------------- safety and contact


def always(s: Situation) -> bool:
    """P-CONTACT, P-TOLD, P-AGAIN: always."""
    return True


def p_emergency(s: Situation) -> bool:
    """Level 4."""
    return s.acting == 4


def p_sameday(s: Situation) -> bool:
    """Level 3."""
    return s.acting == 3


def p_clarify(s: Situation) -> bool:
    """Some critical item is unresolved, or M-16."""
    return bool(unresolved_critical(s.r)) or s.flagged("M-16")


def p_core72(s: Situation) -> bool:
    """The brief path."""
    return s.r.path == "brief"


def p_notalone(s: Situation) -> bool:
    """Alone; or that is unresolved, with distress."""
    return s.r.is_true("safety.alone") or (s.r.unresolved("safety.alone") and facts.distress(s.r))


def p_means(s: Situation) -> bool:
    """Means close by, or unresolved; or U-21, M-08, E-04 or E-05."""
    return (
        s.r.is_true("safety.means")
        or s.r.unresolved("safety.means")
        or s.flagged("U-21", "M-08", "E-04", "E-05")
    )


def p_home(s: Situation) -> bool:
    """Home not always safe, or in danger."""
    return s.r.is_one("safety.home_safe", "not_always", "in_danger")


def p_duties(s: Situation) -> bool:
    """U-13."""
    return s.flagged("U-13")


# ---------------------------------------------------------------------------------------- medicines


def p_nostop(s: Situation) -> bool:
    """There is a nostop entry."""
    return bool(facts.nostop_entries(s.r))


def p_store(s: Situation) -> bool:
    """A supply, and a nostop entry that came from a pharmacy (or is alcohol)."""
    return s.r.is_true("event.supply") and any(not each.nonpharmacy for each in facts.nostop_entries(s.r))


def p_supply(s: Situation) -> bool:
    """A supply, and no nostop entry, or one from no pharmacy."""
    regular = facts.nostop_entries(s.r)
    return s.r.is_true("event.supply") and (not regular or any(each.nonpharmacy for each in regular))


def p_naloxone(s: Situation) -> bool:
    """An opioid, a product from no pharmacy, or opioid treatment."""
    return (
        "opioid" in facts.classes(s.r)
        or facts.nonpharmacy(s.r)
        or s.r.is_one("event.oud_medication", "buprenorphine", "methadone")
    )


def p_tolerance(s: Situation) -> bool:
    """M-04 or U-23."""
    return s.flagged("M-04", "U-23")


def p_moud(s: Situation) -> bool:
    """An opioid other than as prescribed, no medicine for it (or open), and M-04, U-06 or U-09."""
    other_than_prescribed = "opioid" in facts.mixed(s.r) or any(
        each.klass == "opioid"
        and not (each.source == "own_prescription" and each.vs_prescription == "as_prescribed")
        for each in facts.entries(s.r)
    )
    untreated = s.r.is_one("event.oud_medication", "none") or s.r.unresolved("event.oud_medication")
    return other_than_prescribed and untreated and s.flagged("M-04", "U-06", "U-09")


def p_oud(s: Situation) -> bool:
    """Opioid treatment now, or stopped within 3 months."""
    return s.r.is_one(
        "event.oud_medication", "buprenorphine", "methadone", "naltrexone", "stopped_within_3_months"
    )


def p_medreview(s: Situation) -> bool:
    """NOSTOP, OUD, a condition, U-11, no review so far, an own prescription, or an alcohol medicine."""
    alcohol_medicine = s.r.value("event.alcohol_medication")
    prescribed = any(entry.prescribed for entry in facts.entries(s.r))
    return (
        p_nostop(s)
        or p_oud(s)
        or bool(facts.conditions(s.r))
        or s.flagged("U-11")
        or s.r.is_false("prior.medication_review")
        or prescribed
        or (alcohol_medicine is not None and alcohol_medicine != "none")
    )


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
    return timeline.sai(s.r)


def q_early(s: Situation) -> bool:
    """At least one before event."""
    return bool(timeline.before(s.r))


def r_pattern(s: Situation) -> bool:
    """A before event of sleep, anxiety, loneliness, overload or a therapy gap; or a therapy gap now."""
    pattern = {"sleep", "anxiety", "loneliness", "overload", "therapy_gap"}
    return any(each.domain in pattern for each in timeline.before(s.r)) or facts.therapy_gap_now(s.r)


def r_recur(s: Situation) -> bool:
    """Seen before; or the same three folded domains as in the earlier record."""
    if s.r.is_one("sequence.seen_before", "once", "several_times"):
        return True
    if s.earlier is None:
        return False
    folded = timeline.first_three_folded(s.r)
    return len(folded) == 3 and folded == timeline.first_three_folded(s.earlier.r)


def normalised(text: str | None) -> str:
    """7.9: lower case, single spaces, trimmed."""
    return " ".join((text or "").lower().split())


def ifthen_pairs(r: Reading) -> set[tuple[str, str]]:
    """The normalised (if, then) pairs; a pair with neither does not count."""
    found = {
        (normalised(part_of(element, "if")), normalised(part_of(element, "then")))
        for element in r.elements("revise.ifthen")
    }
    return found - {("", "")}


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


def d_04(s: Situation) -> bool:
    """None of D-01 to D-03, no E or M flag, and likely dependence that goes on."""
    if d_01(s) or d_02(s) or d_03(s) or s.any_e_or_m():
        return False
    may_go_on = facts.taking(s.r) or s.r.unresolved("event.now")
    return s.flagged("U-04", "U-06") or (bool(facts.nostop_entries(s.r)) and may_go_on)


def d_open(s: Situation) -> bool:
    """None of D-01 to D-04, and any E or M flag; or a flag that the therapist raised to level 3 or 4."""
    none_yet = not (d_01(s) or d_02(s) or d_03(s) or d_04(s))
    return none_yet and (s.any_e_or_m() or s.acting >= 3)


def d_00(s: Situation) -> bool:
    """None of the other D lines."""
    return not (d_01(s) or d_02(s) or d_03(s) or d_04(s) or d_open(s))


def f_p_means(s: Situation) -> bool:
    """9.1: M-08 or E-04."""
    return s.flagged("M-08", "E-04")


def p_reopen(s: Situation) -> bool:
    """Unless there was no use since, and withdrawal is none, unknown or off."""
    return not (s.r.is_false("followup.use_since") and facts.withdrawal(s.r) in {"none", "unknown", "off"})


INTERVIEW: dict[str, Callable[[Situation], bool]] = {
    "P-CONTACT": always,
    "P-TOLD": always,
    "P-AGAIN": always,
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
    "P-TOLERANCE": p_tolerance,
    "P-OUD": p_oud,
    "P-MOUD": p_moud,
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
    "D-04": d_04,
    "D-OPEN": d_open,
    "D-00": d_00,
}

FOLLOWUP: dict[str, Callable[[Situation], bool]] = {
    "P-CONTACT": always,
    "P-TOLD": always,
    "P-AGAIN": always,
    "P-EMERGENCY": p_emergency,
    "P-SAMEDAY": p_sameday,
    "P-CLARIFY": p_clarify,
    "P-MEANS": f_p_means,
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
    if timeline.domains(s.r) & ROW_DOMAINS[row]:
        return True
    if row == "T-SLEEP":
        return s.flagged("U-01", "M-10")
    if row == "T-ANXIETY":
        return s.flagged("U-02")
    return row == "T-THERAPY-GAP" and facts.therapy_gap_now(s.r)


def home_is_safe(r: Reading) -> bool:
    """T-CONFLICT: the person lives alone, or home is safe and that was said in private."""
    return r.is_one("safety.home_safe", "lives_alone") or (
        r.is_one("safety.home_safe", "safe") and r.home_safe_private()
    )


def trigger_rows(s: Situation) -> dict[str, list[str]]:
    """The trigger rows that fire, each with the options it offers."""
    rows = {row: list(ROW_OPTIONS[row]) for row in ROW_DOMAINS if row_fires(s, row)}
    if "T-CONFLICT" in rows and not home_is_safe(s.r):
        rows["T-CONFLICT"] = ["safe_exit"]
    if "T-ACCESS" in rows and not any(entry.prescribed for entry in facts.entries(s.r)):
        rows["T-ACCESS"].remove("pharmacy_arrangement")
    lacking = s.r.options("support.lacking")
    if lacking:
        rows["T-SUPPORT"] = [offer for need, offer in SUPPORT_OPTIONS.items() if need in lacking]
    return rows


def actions(s: Situation) -> set[str]:
    """All actions of section 7, the trigger rows and the follow-up schedule of section 9."""
    rules = FOLLOWUP if s.r.session == "followup" else INTERVIEW
    found = {action for action, rule in rules.items() if rule(s)}
    return found | set(trigger_rows(s)) | {f"F-{s.acting}", "F-ALL"}
