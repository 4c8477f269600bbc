"""The flags of rules sections 3 to 5 and 9.1: one function a rule."""

from __future__ import annotations

from collections.abc import Callable

from . import facts, open_items
from .facts import DEPRESSANT, POSSIBLE_DEPRESSANT, SEDATIVE
from .reading import Reading

SOFT_SIGNS = ("U-01", "U-02", "U-03", "U-04", "U-05", "U-06", "U-07", "U-08", "U-09")
HARD_SIGNS = {"U-03", "U-04", "U-06", "U-09"}

# ----------------------------------------------------------------------------------------- level 4


def e01(r: Reading) -> bool:
    """safety.now has unrousable or breathing."""
    return r.has("safety.now", "unrousable", "breathing")


def e02(r: Reading) -> bool:
    """safety.now has seizure."""
    return r.has("safety.now", "seizure")


def perception_leaf(r: Reading) -> bool:
    """Perception, with an unknown class, or with a withdrawal class that was reduced, stopped or is open."""
    if not r.has("safety.now", "perception"):
        return False
    found = {entry.klass for entry in facts.entries(r)}
    reduced = facts.lessened(r) or facts.stop_unresolved(r)
    return "unknown" in found or (bool(found & (SEDATIVE | {"alcohol", "gabapentinoid"})) and reduced)


def e03(r: Reading) -> bool:
    """safety.now has confusion, or the perception leaf."""
    return r.has("safety.now", "confusion") or perception_leaf(r)


def e04(r: Reading) -> bool:
    """A suicide plan, intent or preparation; or the screener is high."""
    return r.is_one("safety.suicide", "plan_or_method", "intend_or_preparing") or r.is_one(
        "safety.cssrs", "high"
    )


def e05(r: Reading) -> bool:
    """Intended within 72 h; or without caring within 24 h, in an amount or mix that may be more."""
    if r.is_one("safety.taking_intent", "intended") and facts.any_entry_within(r, 72):
        return True
    if not (r.is_one("safety.taking_intent", "did_not_care") and facts.any_entry_within(r, 24)):
        return False
    mixture = any(
        facts.recent(r, entry, 24)
        and (entry.klass == "unknown" or facts.count(r, entry, POSSIBLE_DEPRESSANT) >= 2)
        for entry in facts.entries(r)
    )
    return (
        r.is_true("event.over_max")
        or r.unresolved("event.over_max")
        or r.unresolved("event.mixed")
        or mixture
    )


def e06(r: Reading) -> bool:
    """Drowsy now, with a mixture that can stop the breathing."""
    return r.has("safety.now", "drowsy") and (dangerous_mixture(r) or unwatched_mixture(r))


def dangerous_mixture(r: Reading) -> bool:
    """E-06, first part: an opioid or a product from no pharmacy, and a second one or an open mix."""
    for entry in facts.entries(r):
        items = facts.together(r, entry)
        opioid = any(item.klass == "opioid" for item in items)
        from_nowhere = any(item.nonpharmacy for item in items)
        depressants = facts.count(r, entry, POSSIBLE_DEPRESSANT)
        enough = depressants >= 2 or r.unresolved("event.mixed") or (from_nowhere and depressants >= 1)
        if (opioid or from_nowhere) and enough:
            return True
    return False


def unwatched_mixture(r: Reading) -> bool:
    """E-06, second part: two depressants within 24 h, and perhaps nobody watches the breathing."""
    unwatched = not r.is_one("frame.mode", "in_person") or not r.is_false("safety.alone")
    return unwatched and any(
        facts.recent(r, entry, 24) and facts.count(r, entry, DEPRESSANT) >= 2 for entry in facts.entries(r)
    )


def e07(r: Reading) -> bool:
    """Chest, hot or extreme agitation; or head with a possible depressant."""
    if r.has("safety.now", "chest", "hot", "extreme_agitation"):
        return True
    return r.has("safety.now", "head") and bool(facts.classes(r) & POSSIBLE_DEPRESSANT)


def e08(r: Reading) -> bool:
    """mental_state has harm_plan or not_safe."""
    return r.has("safety.mental_state", "harm_plan", "not_safe")


def e09(r: Reading) -> bool:
    """Strong withdrawal with a seizure risk (or that unresolved); sedative, alcohol or unknown class."""
    seizure = (
        r.is_true("safety.seizure_history")
        or r.unresolved("safety.seizure_history")
        or r.has("safety.medical", "epilepsy")
    )
    risky = facts.classes(r) & (SEDATIVE | {"alcohol", "unknown"})
    return facts.withdrawal(r) == "strong" and seizure and bool(risky)


def e10(r: Reading) -> bool:
    """A recent combined product above the label, or either of the two unresolved; unless a small excess."""
    if not facts.combo_72h(r) or facts.small_excess(r):
        return False
    combination = r.is_true("event.product_combo") and (
        r.is_true("event.over_max") or r.unresolved("event.over_max")
    )
    return combination or (r.unresolved("event.product_combo") and r.is_true("event.over_max"))


def e11(r: Reading) -> bool:
    """Pregnant with any sign now; or bleeding."""
    any_sign = bool(set(r.options("safety.now")) - {"none"})
    return (r.has("safety.medical", "pregnant") and any_sign) or r.has("safety.now", "bleeding")


def e12(r: Reading) -> bool:
    """In danger at home, or a dependant in danger."""
    return r.is_one("safety.home_safe", "in_danger") or r.has("safety.duties", "dependant_in_danger")


# ----------------------------------------------------------------------------------------- level 3


def m01(r: Reading) -> bool:
    """A sharp stop of a regular sedative after 14 days, within 14 (short-acting) or 28 days."""
    return facts.sharp(r) and any(
        entry.klass in SEDATIVE
        and entry.regular
        and entry.run_at_least(14)
        and facts.stopped_within(r, 14 if entry.short_acting else 28)
        for entry in facts.entries(r)
    )


def m02(r: Reading) -> bool:
    """Regular alcohol reduced within 5 days; or withdrawal signs with alcohol."""
    reduced = any(
        entry.klass == "alcohol" and entry.regular and facts.lessened(r) and facts.stopped_within(r, 5)
        for entry in facts.entries(r)
    )
    return reduced or (facts.withdrawal(r) in {"mild", "strong"} and "alcohol" in facts.classes(r))


def m03(r: Reading) -> bool:
    """Strong withdrawal; or mild with a condition, age, or a sedative not slowly reduced."""
    if facts.withdrawal(r) == "strong":
        return True
    if facts.withdrawal(r) != "mild":
        return False
    sedative = bool(facts.classes(r) & SEDATIVE)
    return (
        bool(facts.conditions(r))
        or r.is_one("frame.age_band", "age_65_plus")
        or (sedative and facts.change(r) != "slow_with_prescriber")
    )


def opioid_within(r: Reading, hours: float) -> bool:
    """M-04, "an opioid within n": an opioid entry, or with an opioid in mixed any entry."""
    return facts.entry_or_mixed_within(r, {"opioid"}, hours)


def risky_opioid_entry_ever(r: Reading) -> bool:
    """M-04, U-23: one opioid entry, whenever it was, not swallowed or not from a pharmacy."""
    return any(
        entry.klass == "opioid" and (entry.by_other_way or entry.nonpharmacy) for entry in facts.entries(r)
    )


def risky_opioid_entry_72h(r: Reading) -> bool:
    """M-04: one opioid entry within 72 h, long-acting, not swallowed or not from a pharmacy."""
    return any(
        entry.klass == "opioid"
        and facts.recent(r, entry, 72)
        and (entry.long_acting_opioid or entry.by_other_way or entry.nonpharmacy)
        for entry in facts.entries(r)
    )


def opioid_recent_enough(r: Reading) -> bool:
    """M-04: within 72 h in a larger amount or with a lost tolerance; within 24 h in the same amount."""
    larger = r.is_one("event.amount_vs_before", "more") or facts.tolerance_lost(r)
    same = r.is_one("event.amount_vs_before", "same")
    return (opioid_within(r, 72) and larger) or (opioid_within(r, 24) and same)


def opioid_at_hand(r: Reading) -> bool:
    """M-04: a supply, and an amount, a way, a lost tolerance or a last use that makes it dangerous."""
    return r.is_true("event.supply") and (
        r.is_one("event.amount_vs_before", "same", "more")
        or risky_opioid_entry_ever(r)
        or facts.tolerance_lost(r)
        or opioid_within(r, 24)
    )


def m04(r: Reading) -> bool:
    """An opioid with lowered tolerance, and use that goes on or may, a risky recent use, or a supply."""
    if "opioid" not in facts.classes(r) or not facts.tolerance_lowered(r):
        return False
    return (
        facts.taking(r)
        or r.unresolved("event.now")
        or risky_opioid_entry_72h(r)
        or opioid_recent_enough(r)
        or opioid_at_hand(r)
    )


def m05(r: Reading) -> bool:
    """Two depressants within 24 h, or within 72 h while use goes on or may; unless E-06."""
    if e06(r):
        return False
    hours = 72 if facts.taking(r) or r.unresolved("event.now") else 24
    return any(
        facts.recent(r, entry, hours) and facts.count(r, entry, DEPRESSANT) >= 2 for entry in facts.entries(r)
    )


def m06(r: Reading) -> bool:
    """Pregnant; or a birth within the year with a sedative, opioid or unknown class."""
    if r.has("safety.medical", "pregnant"):
        return True
    return r.has("safety.medical", "birth_within_year") and bool(
        facts.classes(r) & (SEDATIVE | {"opioid", "unknown"})
    )


def m07(r: Reading) -> bool:
    """Not from a pharmacy, and going on, at hand, or recent."""
    if not facts.nonpharmacy(r):
        return False
    illicit_mixed = "illicit" in facts.mixed(r)
    return facts.active(r) or any(
        (entry.nonpharmacy or illicit_mixed) and facts.recent(r, entry, nonpharmacy_window(r, entry))
        for entry in facts.entries(r)
    )


def nonpharmacy_window(r: Reading, entry: facts.Entry) -> float:
    """M-07: 72 h for illicit or unknown, by another way, or with a sign now (or open); else 24 h."""
    sign_or_open = r.value("safety.now") != ["none"]
    long_window = (
        entry.klass in {"illicit", "unknown"}
        or "illicit" in facts.mixed(r)
        or entry.by_other_way
        or sign_or_open
    )
    return 72 if long_window else 24


def m08(r: Reading) -> bool:
    """Suicidal thoughts short of a plan, open or older intent, a moderate screener, a meant overdose."""
    meant = r.is_one("safety.overdose_meant", "meant") and r.is_one("safety.overdose_history", "within_year")
    return (
        r.is_one("safety.suicide", "thoughts_no_plan")
        or (r.is_one("safety.suicide", "wish_not_here") and not facts.passive_wish(r))
        or r.is_one("safety.taking_intent", "did_not_care", "unsure")
        or (r.is_one("safety.taking_intent", "intended") and not facts.any_entry_within(r, 72))
        or r.is_one("safety.cssrs", "moderate")
        or meant
    )


def m09(r: Reading) -> bool:
    """A changed mental state without E-08; or perception where its leaf of E-03 is false."""
    changed = r.has(
        "safety.mental_state",
        "voices_visions",
        "fixed_suspicion",
        "high_energy_sleepless",
        "cannot_care_for_self",
    )
    perception = r.has("safety.now", "perception") and not perception_leaf(r)
    return (changed and not e08(r)) or perception


def m10(r: Reading) -> bool:
    """Two nights without sleep; or three short nights with agitation."""
    agitated = r.is_one("safety.agitation", "marked", "cannot_settle")
    return facts.no_sleep_pair(r) or (facts.three_short(r) and agitated)


def m11(r: Reading) -> bool:
    """Up quickly, not able to stop or continuing, with a depressant."""
    return (
        r.is_one("event.escalation", "up_quickly")
        and (r.is_one("event.control", "could_not_stop") or facts.continuing(r))
        and bool(facts.classes(r) & DEPRESSANT)
    )


def m12(r: Reading) -> bool:
    """A sharp stop of a regular gabapentinoid, or of baclofen or an unnamed other sedative, after 14 days."""

    def counts(entry: facts.Entry) -> bool:
        maybe_baclofen = entry.klass == "other_sedative" and (entry.name is None or "baclofen" in entry.name)
        return (entry.klass == "gabapentinoid" or maybe_baclofen) and entry.regular and entry.run_at_least(14)

    return facts.sharp(r) and any(counts(entry) for entry in facts.entries(r))


def m13(r: Reading) -> bool:
    """Continuing a depressant with lung disease."""
    return facts.continuing(r) and bool(facts.classes(r) & DEPRESSANT) and r.has("safety.medical", "lung")


def m14(r: Reading) -> bool:
    """Cannot interrupt, or quickly worse."""
    return r.is_one("stabilise.can_interrupt", "cannot") or r.is_one("stabilise.worsening", "quickly_worse")


def soft_signs(r: Reading) -> set[str]:
    """M-15, U-25: which of U-01 to U-09 are set."""
    return {flag for flag in SOFT_SIGNS if INTERVIEW[flag](r)}


def m15(r: Reading) -> bool:
    """Four of U-01 to U-09; or three, among them a sign of lost control, rise, agitation or going on."""
    found = soft_signs(r)
    return len(found) >= 4 or (len(found) == 3 and bool(found & HARD_SIGNS))


def m16_items(r: Reading) -> set[str]:
    """The open items that M-16 rests on."""
    named: tuple[str, ...] = (
        "safety.now",
        "safety.suicide",
        "safety.taking_intent",
        "safety.mental_state",
        "safety.medical",
        "event.mixed",
        "safety.seizure_history",
    )
    if r.session == "followup":
        named = ("followup.suicide", "followup.now")
    found = {question for question in named if r.unresolved(question)}
    if r.session == "interview" and any(entry.klass == "unknown" for entry in facts.entries(r)):
        found.add("event.substance")
    if facts.stop_unresolved(r):
        found.add("event.stopped")
    return found


def m16(r: Reading) -> bool:
    """An item that must be clarified today is unresolved."""
    return bool(m16_items(r))


def m17(r: Reading) -> bool:
    """An overdose within the year, and use going on, at hand, or within 72 h."""
    return r.is_one("safety.overdose_history", "within_year") and (
        facts.active(r) or facts.any_entry_within(r, 72)
    )


def m18(r: Reading) -> bool:
    """Under 18."""
    return r.is_one("frame.age_band", "under_18")


def m19(r: Reading) -> bool:
    """Fluids or infection; or head without E-07."""
    return r.has("safety.now", "fluids", "infection") or (r.has("safety.now", "head") and not e07(r))


def m20(r: Reading) -> bool:
    """Harm thoughts and no harm plan."""
    return r.has("safety.mental_state", "harm_thoughts") and not r.has("safety.mental_state", "harm_plan")


def m21(r: Reading) -> bool:
    """Drowsy without E-06."""
    return r.has("safety.now", "drowsy") and not e06(r)


def m22(r: Reading) -> bool:
    """Without E-10: a small excess; or above the label, recently, or by more and of a class that lasts."""
    if e10(r):
        return False
    if facts.small_excess(r):
        return True
    if not r.is_true("event.over_max"):
        return False
    recent = any(entry.klass != "alcohol" and facts.recent(r, entry, 24) for entry in facts.entries(r))
    by_more = r.is_one("event.over_max_by", "more") or r.unresolved("event.over_max_by")
    lasting = {"other_prescription", "other_sedative", "unknown"}
    later = any(entry.klass in lasting and facts.recent(r, entry, 72) for entry in facts.entries(r))
    return recent or (by_more and later)


def m23(r: Reading) -> bool:
    """A seizure risk with a sedative, alcohol or unknown class; or epilepsy with a gabapentinoid."""

    def counts(entry: facts.Entry) -> bool:
        regular = entry.regular and facts.recent(r, entry, 28 * 24)
        exposed = entry.exposed and facts.recent(r, entry, 5 * 24)
        return entry.klass in SEDATIVE | {"alcohol", "unknown"} and (regular or exposed)

    def counts_with_epilepsy(entry: facts.Entry) -> bool:
        return entry.klass == "gabapentinoid" and entry.exposed and facts.recent(r, entry, 28 * 24)

    found = facts.entries(r)
    if facts.seizure_risk(r) and any(counts(entry) for entry in found):
        return True
    return r.has("safety.medical", "epilepsy") and any(counts_with_epilepsy(entry) for entry in found)


def going_on_or_within(r: Reading, klass: str, hours: float) -> bool:
    """M-24, M-26: taking, or that is open; or the class within the window."""
    return facts.taking(r) or r.unresolved("event.now") or facts.entry_or_mixed_within(r, {klass}, hours)


def m24(r: Reading) -> bool:
    """Disulfiram, and alcohol that goes on or may, or within 24 h."""
    return r.is_one("event.alcohol_medication", "disulfiram") and going_on_or_within(r, "alcohol", 24)


def m25(r: Reading) -> bool:
    """Naltrexone, and an opioid, illicit or unknown class within 10 days."""
    opioids = {"opioid", "illicit", "unknown"}
    return facts.naltrexone(r) and facts.entry_or_mixed_within(r, opioids, 10 * 24)


def m26(r: Reading) -> bool:
    """Heart disease, and a stimulant that goes on or may, or within 24 h."""
    heart_and_stimulant = r.has("safety.medical", "heart") and "stimulant" in facts.classes(r)
    return heart_and_stimulant and going_on_or_within(r, "stimulant", 24)


# ----------------------------------------------------------------------------------------- level 2


def u01(r: Reading) -> bool:
    """Severe insomnia."""
    return facts.severe_insomnia(r)


def u02(r: Reading) -> bool:
    """High anxiety."""
    return facts.high_anxiety(r)


def u03(r: Reading) -> bool:
    """Agitation marked or cannot settle."""
    return r.is_one("safety.agitation", "marked", "cannot_settle")


def u04(r: Reading) -> bool:
    """Up quickly."""
    return r.is_one("event.escalation", "up_quickly")


def u05(r: Reading) -> bool:
    """Mixed use."""
    return facts.mixed_use(r)


def u06(r: Reading) -> bool:
    """Could not stop."""
    return r.is_one("event.control", "could_not_stop")


def u07(r: Reading) -> bool:
    """Hiding from everyone."""
    return r.has("safety.secrecy", "hiding_everyone")


def u08(r: Reading) -> bool:
    """Avoiding people; or alone with distress."""
    return r.has("safety.secrecy", "avoiding_people") or (r.is_true("safety.alone") and facts.distress(r))


def u09(r: Reading) -> bool:
    """Continuing."""
    return facts.continuing(r)


def u10(r: Reading) -> bool:
    """Continuing a regular sedative or gabapentinoid, and neither M-01 nor M-12."""
    regular = any(entry.klass in SEDATIVE | {"gabapentinoid"} and entry.regular for entry in facts.entries(r))
    return facts.continuing(r) and regular and not m01(r) and not m12(r)


def u11(r: Reading) -> bool:
    """A sharp stop of a regular other prescription after 14 days."""
    return facts.sharp(r) and any(
        entry.klass == "other_prescription" and entry.regular and entry.run_at_least(14)
        for entry in facts.entries(r)
    )


def u12(r: Reading) -> bool:
    """Worth at most 3."""
    worth = r.number("contact.worth")
    return worth is not None and worth <= 3


def u13(r: Reading) -> bool:
    """Driving, machinery or dependants, with a depressant that is being taken or was within 24 h."""
    if not r.has("safety.duties", "driving_machinery", "dependants_in_care"):
        return False
    if not facts.classes(r) & DEPRESSANT:
        return False
    recent = any(entry.klass in DEPRESSANT and facts.recent(r, entry, 24) for entry in facts.entries(r))
    mixed_recent = bool(facts.mixed(r) & DEPRESSANT) and facts.any_entry_within(r, 24)
    return facts.taking(r) or recent or mixed_recent


def u14(r: Reading) -> bool:
    """Opioid treatment stopped within 3 months."""
    return r.is_one("event.oud_medication", "stopped_within_3_months")


def u15(r: Reading) -> bool:
    """The brief path."""
    return r.path == "brief"


def u16(r: Reading) -> bool:
    """An unresolved critical item that M-16 does not already use."""
    return bool(set(open_items.unresolved_critical(r)) - m16_items(r))


def u17(r: Reading) -> bool:
    """Above the label, and neither E-10 nor M-22."""
    return r.is_true("event.over_max") and not e10(r) and not m22(r)


def u18(r: Reading) -> bool:
    """Home is not always safe."""
    return r.is_one("safety.home_safe", "not_always")


def u19(r: Reading) -> bool:
    """Not from a pharmacy, and not M-07."""
    return facts.nonpharmacy(r) and not m07(r)


def u20(r: Reading) -> bool:
    """An overdose within the year, and not M-17."""
    return r.is_one("safety.overdose_history", "within_year") and not m17(r)


def u21(r: Reading) -> bool:
    """A passive wish, and not M-08."""
    return facts.passive_wish(r) and not m08(r)


def u23(r: Reading) -> bool:
    """Not M-04: an opioid, tolerance lowered, and an amount, a way, a supply or a lost tolerance."""
    if "opioid" not in facts.classes(r) or not facts.tolerance_lowered(r) or m04(r):
        return False
    return (
        r.is_one("event.amount_vs_before", "same", "more")
        or risky_opioid_entry_ever(r)
        or r.is_true("event.supply")
        or facts.tolerance_lost(r)
    )


def u24(r: Reading) -> bool:
    """Continuing a depressant at 65 or over, and not M-13."""
    return (
        facts.continuing(r)
        and bool(facts.classes(r) & DEPRESSANT)
        and r.is_one("frame.age_band", "age_65_plus")
        and not m13(r)
    )


def u25(r: Reading) -> bool:
    """Three of U-01 to U-09, and not M-15."""
    return len(soft_signs(r)) >= 3 and not m15(r)


# --------------------------------------------------------------------------------------- follow-up


def f_e01(r: Reading) -> bool:
    """followup.now has unrousable or breathing."""
    return r.has("followup.now", "unrousable", "breathing")


def f_e02(r: Reading) -> bool:
    """followup.now has seizure."""
    return r.has("followup.now", "seizure")


def f_e03(r: Reading) -> bool:
    """followup.now has confusion."""
    return r.has("followup.now", "confusion")


def f_e04(r: Reading) -> bool:
    """A suicide plan, intent or preparation."""
    return r.is_one("followup.suicide", "plan_or_method", "intend_or_preparing")


def f_e07(r: Reading) -> bool:
    """followup.now has chest, hot or extreme agitation."""
    return r.has("followup.now", "chest", "hot", "extreme_agitation")


def f_e11(r: Reading) -> bool:
    """followup.now has bleeding."""
    return r.has("followup.now", "bleeding")


def f_m03(r: Reading) -> bool:
    """Strong withdrawal."""
    return facts.withdrawal(r) == "strong"


def f_m08(r: Reading) -> bool:
    """A wish not to be here, or thoughts without a plan."""
    return r.is_one("followup.suicide", "wish_not_here", "thoughts_no_plan")


def f_m09(r: Reading) -> bool:
    """followup.now has perception."""
    return r.has("followup.now", "perception")


def f_m10(r: Reading) -> bool:
    """Two nights without sleep."""
    return facts.no_sleep_pair(r)


def f_m19(r: Reading) -> bool:
    """followup.now has fluids, infection or head."""
    return r.has("followup.now", "fluids", "infection", "head")


def f_m21(r: Reading) -> bool:
    """followup.now has drowsy."""
    return r.has("followup.now", "drowsy")


def f_u22(r: Reading) -> bool:
    """Used since, or mild withdrawal."""
    return r.is_true("followup.use_since") or facts.withdrawal(r) == "mild"


INTERVIEW: dict[str, Callable[[Reading], bool]] = {
    "E-01": e01,
    "E-02": e02,
    "E-03": e03,
    "E-04": e04,
    "E-05": e05,
    "E-06": e06,
    "E-07": e07,
    "E-08": e08,
    "E-09": e09,
    "E-10": e10,
    "E-11": e11,
    "E-12": e12,
    "M-01": m01,
    "M-02": m02,
    "M-03": m03,
    "M-04": m04,
    "M-05": m05,
    "M-06": m06,
    "M-07": m07,
    "M-08": m08,
    "M-09": m09,
    "M-10": m10,
    "M-11": m11,
    "M-12": m12,
    "M-13": m13,
    "M-14": m14,
    "M-15": m15,
    "M-16": m16,
    "M-17": m17,
    "M-18": m18,
    "M-19": m19,
    "M-20": m20,
    "M-21": m21,
    "M-22": m22,
    "M-23": m23,
    "M-24": m24,
    "M-25": m25,
    "M-26": m26,
    "U-01": u01,
    "U-02": u02,
    "U-03": u03,
    "U-04": u04,
    "U-05": u05,
    "U-06": u06,
    "U-07": u07,
    "U-08": u08,
    "U-09": u09,
    "U-10": u10,
    "U-11": u11,
    "U-12": u12,
    "U-13": u13,
    "U-14": u14,
    "U-15": u15,
    "U-16": u16,
    "U-17": u17,
    "U-18": u18,
    "U-19": u19,
    "U-20": u20,
    "U-21": u21,
    "U-23": u23,
    "U-24": u24,
    "U-25": u25,
}

FOLLOWUP: dict[str, Callable[[Reading], bool]] = {
    "E-01": f_e01,
    "E-02": f_e02,
    "E-03": f_e03,
    "E-04": f_e04,
    "E-07": f_e07,
    "E-11": f_e11,
    "M-03": f_m03,
    "M-08": f_m08,
    "M-09": f_m09,
    "M-10": f_m10,
    "M-16": m16,
    "M-19": f_m19,
    "M-21": f_m21,
    "U-01": u01,
    "U-02": u02,
    "U-16": u16,
    "U-22": f_u22,
}


def stabilise_open(r: Reading) -> bool:
    """2.2: any E or M flag other than M-14, or any of U-04, U-06, U-09, U-10."""
    return any(
        rule(r)
        for flag, rule in INTERVIEW.items()
        if (flag[0] in "EM" and flag != "M-14") or flag in {"U-04", "U-06", "U-09", "U-10"}
    )


def flags(r: Reading) -> list[str]:
    """The ids of all flags that are set, sorted."""
    rules = FOLLOWUP if r.session == "followup" else INTERVIEW
    return sorted(flag for flag, rule in rules.items() if rule(r))


def level(found: list[str]) -> int:
    """1.9: the highest level of any flag, else 1."""
    letters = {flag[0] for flag in found}
    return 4 if "E" in letters else 3 if "M" in letters else 2 if "U" in letters else 1
