"""Which questions are enabled (rules 1.2) and asked (rules 1.3): one function per relevance condition."""

from __future__ import annotations

from collections.abc import Callable

from . import facts, flags, timeline
from .facts import Entry
from .reading import QUESTIONS, Reading, field

STOP_CLASSES = {
    "benzodiazepine",
    "z_drug",
    "other_sedative",
    "gabapentinoid",
    "alcohol",
    "opioid",
    "other_prescription",
    "unknown",
}
WITHDRAWAL_CLASSES = STOP_CLASSES - {"other_prescription"}
SEIZURE_CLASSES = WITHDRAWAL_CLASSES - {"gabapentinoid"}


def location(r: Reading) -> bool:
    """Not in person, or the mode is not known."""
    return not r.is_one("frame.mode", "in_person")


def worth(r: Reading) -> bool:
    """The meaning is anything but serious and workable."""
    return not r.is_one("contact.meaning", "serious_workable")


def barrier(r: Reading) -> bool:
    """Worth at most 4, or shame is the strongest feeling."""
    rating = r.number("contact.worth")
    return (rating is not None and rating <= 4) or facts.strongest_feeling(r) == "shame"


def told(r: Reading) -> bool:
    """Unless nobody knows."""
    return not r.has("contact.reactions", "nobody_knows")


def opioid_illicit_or_unknown(r: Reading) -> bool:
    """Classes meet opioid, illicit or unknown."""
    return bool(facts.classes(r) & {"opioid", "illicit", "unknown"})


def escalation(r: Reading) -> bool:
    """Any entry whose run is unknown or longer than one day."""
    return any(entry.run_days is None or entry.run_days > 1 for entry in facts.entries(r))


def stopped_entry(entry: Entry) -> bool:
    """A class with a stop question, regular, for 14 days or an unknown time."""
    return entry.klass in STOP_CLASSES and entry.regular and (entry.run_days is None or entry.run_days >= 14)


def stopped(r: Reading) -> bool:
    """Any entry of a class with a stop question that was regular for long enough."""
    return any(stopped_entry(entry) for entry in facts.entries(r))


def over_max(r: Reading) -> bool:
    """Any entry other than alcohol taken above, without, or not known against the prescription."""
    return any(
        entry.klass != "alcohol" and entry.vs_prescription in {"more", "not_prescribed", "unknown"}
        for entry in facts.entries(r)
    )


def over_max_by(r: Reading) -> bool:
    """The label was exceeded."""
    return r.is_true("event.over_max")


def product_combo(r: Reading) -> bool:
    """Classes meet opioid, other_sedative or unknown: a combined product exists."""
    return bool(facts.classes(r) & facts.COMBINED)


def missed_doses(r: Reading) -> bool:
    """A medicine for opioid dependence is prescribed now."""
    return r.is_one("event.oud_medication", "buprenorphine", "methadone", "naltrexone")


def alcohol_medication(r: Reading) -> bool:
    """Classes have alcohol."""
    return "alcohol" in facts.classes(r)


def stop_question_open(r: Reading) -> bool:
    """event.stopped is enabled and does not say that nothing changed."""
    return "event.stopped" in r.enabled and r.part("event.stopped", "change") != "no_change"


def withdrawal(r: Reading) -> bool:
    """The stop question is open, or an exposed entry of a class with withdrawal."""
    exposed = any(entry.klass in WITHDRAWAL_CLASSES and entry.exposed for entry in facts.entries(r))
    return stop_question_open(r) or exposed


def seizure_history(r: Reading) -> bool:
    """The stop question is open, or an exposed entry of a class with withdrawal other than gabapentinoids."""
    exposed = any(entry.klass in SEIZURE_CLASSES and entry.exposed for entry in facts.entries(r))
    return stop_question_open(r) or exposed


def suicide_or_intent_not_quiet(r: Reading) -> bool:
    """Not (no thoughts), or not (no intent)."""
    return not r.is_one("safety.suicide", "no_thoughts") or not r.is_one("safety.taking_intent", "no_intent")


def overdose_meant(r: Reading) -> bool:
    """There was an overdose, whenever it was."""
    return r.is_one("safety.overdose_history", "over_year_ago", "within_year")


def naloxone(r: Reading) -> bool:
    """An opioid, a product from no pharmacy, or opioid treatment."""
    return (
        "opioid" in facts.classes(r)
        or facts.nonpharmacy(r)
        or r.is_one("event.oud_medication", "buprenorphine", "methadone")
    )


def expected(r: Reading) -> bool:
    """Any timeline event of the domain idealising."""
    return any(field(element, "domain") == "idealising" for element in r.elements("sequence.event"))


def different(r: Reading) -> bool:
    """Seen before, once or several times."""
    return r.is_one("sequence.seen_before", "once", "several_times")


def loved_open(r: Reading) -> bool:
    """A sheet is wanted and home is safe or the person lives alone."""
    return r.is_one("loved.wish", "wanted") and r.is_one("safety.home_safe", "safe", "lives_alone")


def obstacle(r: Reading) -> bool:
    """Confidence below 7."""
    confidence = r.number("revise.confidence")
    return confidence is not None and confidence < 7


def branch(*domains: str) -> Callable[[Reading], bool]:
    """A branch opens on one of these domains."""

    def opens(r: Reading) -> bool:
        return timeline.branch_open(r, *domains)

    return opens


RELEVANCE: dict[str, Callable[[Reading], bool]] = {
    "frame.location": location,
    "contact.worth": worth,
    "contact.barrier": barrier,
    "contact.told": told,
    "event.time_without": opioid_illicit_or_unknown,
    "event.escalation": escalation,
    "event.stopped": stopped,
    "event.amount_vs_before": opioid_illicit_or_unknown,
    "event.over_max": over_max,
    "event.over_max_by": over_max_by,
    "event.product_combo": product_combo,
    "event.missed_doses": missed_doses,
    "event.alcohol_medication": alcohol_medication,
    "safety.withdrawal": withdrawal,
    "safety.seizure_history": seizure_history,
    "safety.means": suicide_or_intent_not_quiet,
    "safety.cssrs": suicide_or_intent_not_quiet,
    "safety.overdose_meant": overdose_meant,
    "safety.naloxone": naloxone,
    "sequence.expected": expected,
    "sequence.different": different,
    "loved.scope": loved_open,
    "loved.feelings": loved_open,
    "loved.words": loved_open,
    "loved.checkin": loved_open,
    "loved.dynamics": loved_open,
    "loved.own_support": loved_open,
    "revise.obstacle": obstacle,
    "stabilise.can_interrupt": flags.stabilise_open,
    "stabilise.worsening": flags.stabilise_open,
    "stabilise.past": flags.stabilise_open,
    "stabilise.home": flags.stabilise_open,
    "stabilise.contact": flags.stabilise_open,
    "stabilise.preference": flags.stabilise_open,
}

BRANCHES = {
    "branch.sleep.": branch("sleep"),
    "branch.anxiety.": branch("anxiety"),
    "branch.overload.": branch("overload", "stress", "tension"),
    "branch.conflict.": branch("conflict"),
    "branch.loneliness.": branch("loneliness"),
    "branch.loss_of_control.": branch("loss_of_control"),
    "branch.pain_illness.": branch("pain_illness"),
    "branch.positive_change.": branch("positive_change"),
    "branch.social_pressure.": branch("social_pressure"),
    "branch.trauma.": branch("trauma_reminder"),
    "branch.access.": branch("access"),
    "branch.therapy_gap.": branch("therapy_gap"),
    "branch.mood.": branch("mood"),
    "branch.idealising.": branch("idealising", "thoughts_of_medication"),
}


def is_relevant(r: Reading, question: str) -> bool:
    """The relevance of one question, given what is enabled before it."""
    for prefix, opens in BRANCHES.items():
        if question.startswith(prefix):
            return opens(r)
    return RELEVANCE[question](r) if question in RELEVANCE else True


def enable(r: Reading) -> None:
    """1.2: walk the contract once, in order; questions of the other session never count (1.3)."""
    for question in QUESTIONS.values():
        if question.session == r.session and is_relevant(r, question.id):
            r.enabled.add(question.id)
