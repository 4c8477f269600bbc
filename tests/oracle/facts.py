"""The derived facts of rules section 2, and the list of unresolved critical items of section 6."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .dates import When, near, read_days, read_when, within
from .reading import QUESTIONS, Reading, field

DEPRESSANT = {"benzodiazepine", "z_drug", "opioid", "gabapentinoid", "other_sedative", "alcohol"}
SEDATIVE = {"benzodiazepine", "z_drug", "other_sedative"}
POSSIBLE_DEPRESSANT = DEPRESSANT | {"illicit", "unknown"}
SHORT_ACTING = {
    "alprazolam",
    "lorazepam",
    "oxazepam",
    "temazepam",
    "triazolam",
    "midazolam",
    "lormetazepam",
    "brotizolam",
    "etizolam",
    "zolpidem",
    "zopiclone",
    "eszopiclone",
    "zaleplon",
}
NIGHTS = ("night_1", "night_2", "night_3")
SUPPLY_BRIEF_CLASSES = {"opioid", "benzodiazepine", "z_drug", "other_sedative", "illicit", "unknown"}


@dataclass(frozen=True)
class Entry:
    """One element of event.substance with its facts (rules 2.1)."""

    index: int
    klass: str
    source: str | None
    vs_prescription: str | None
    name: str | None
    route: str | None
    last_use: When | None
    days_per_week: float | None
    run_days: float | None

    @property
    def regular(self) -> bool:
        """At least 4 days a week; when unusable, unless the run is known to be at most 3 days."""
        if self.days_per_week is not None:
            return self.days_per_week >= 4
        return not (self.run_days is not None and self.run_days <= 3)

    @property
    def nonpharmacy(self) -> bool:
        """Illicit or unknown class; or not alcohol, and bought, online or from an unknown source."""
        if self.klass in {"illicit", "unknown"}:
            return True
        return self.klass != "alcohol" and self.source in {"bought", "online", "unknown"}

    @property
    def short_acting(self) -> bool:
        """The name is exactly one of the short-acting names."""
        return self.name in SHORT_ACTING

    @property
    def product(self) -> tuple[Any, ...]:
        """Class and name when both are known; otherwise every entry is its own product."""
        if self.klass != "unknown" and self.name is not None:
            return (self.klass, self.name)
        return ("entry", self.index)

    def run_at_least(self, days: float) -> bool:
        """The run is unusable, or at least so many days."""
        return self.run_days is None or self.run_days >= days


@dataclass(frozen=True)
class Item:
    """One thing taken together with others."""

    klass: str
    nonpharmacy: bool


def run_days(r: Reading, element: Any) -> float | None:
    """The larger of the stated run and the dated span (both days counted), over what is available."""
    stated = read_days(field(element, "run_length"))
    first = read_when(field(element, "first_use"), r.now)
    last = read_when(field(element, "last_use"), r.now)
    spans = [] if stated is None else [stated]
    if first is not None and last is not None:
        spans.append(abs((last.day - first.day).days) + 1)
    return max(spans) if spans else None


def entry_of(r: Reading, index: int, element: Any) -> Entry:
    """The facts of one element; a status object or an empty one has every field unusable."""
    klass = field(element, "class") or "unknown"
    name = field(element, "name")
    alcohol = klass == "alcohol"
    return Entry(
        index=index,
        klass=klass,
        source=None if alcohol else field(element, "source") or "unknown",
        vs_prescription=None if alcohol else field(element, "vs_prescription") or "unknown",
        name=None if name is None else name.strip().lower(),
        route=field(element, "route"),
        last_use=read_when(field(element, "last_use"), r.now),
        days_per_week=field(element, "days_per_week"),
        run_days=run_days(r, element),
    )


def entries(r: Reading) -> list[Entry]:
    """The entries of event.substance; exactly one empty entry when it is unresolved. Read once."""
    if "event.substance" not in r.known:
        elements = r.elements("event.substance") or [None]
        r.known["event.substance"] = [entry_of(r, index, element) for index, element in enumerate(elements)]
    return r.known["event.substance"]


def together(r: Reading, entry: Entry) -> list[Item]:
    """What may have acted together with this entry: an item per product, mixed option, and treatment."""
    products: dict[tuple[Any, ...], list[Entry]] = {}
    for other in entries(r):
        if other.index == entry.index or near(entry.last_use, other.last_use):
            products.setdefault(other.product, []).append(other)
    items = [Item(group[0].klass, any(each.nonpharmacy for each in group)) for group in products.values()]
    items += [Item(option, option == "illicit") for option in sorted(mixed(r))]
    on_treatment = r.is_one("event.oud_medication", "buprenorphine", "methadone")
    if on_treatment and not any(item.klass == "opioid" for item in items):
        items.append(Item("opioid", nonpharmacy=False))
    return items


def count(r: Reading, entry: Entry, wanted: set[str]) -> int:
    """How many of the items taken together have one of these classes."""
    return sum(1 for item in together(r, entry) if item.klass in wanted)


def recent(r: Reading, entry: Entry, hours: float) -> bool:
    """The entry's last use lies within so many hours."""
    return within(entry.last_use, hours, r.now)


def any_entry_within(r: Reading, hours: float) -> bool:
    """Some entry's last use lies within so many hours."""
    return any(recent(r, entry, hours) for entry in entries(r))


def mixed(r: Reading) -> set[str]:
    """The options of event.mixed without none; empty when unresolved."""
    return set(r.options("event.mixed")) - {"none"}


def classes(r: Reading) -> set[str]:
    """The classes of all entries, and mixed."""
    return {entry.klass for entry in entries(r)} | mixed(r)


def nonpharmacy(r: Reading) -> bool:
    """Any entry not from a pharmacy, or mixed has illicit."""
    return any(entry.nonpharmacy for entry in entries(r)) or "illicit" in mixed(r)


def mixed_use(r: Reading) -> bool:
    """Mixed is not empty, or two entries of different product lie near each other."""
    if mixed(r):
        return True
    found = entries(r)
    return any(
        one.product != other.product and near(one.last_use, other.last_use)
        for one in found
        for other in found
    )


def continuing(r: Reading) -> bool:
    """event.now is still taking, likely today or unsure."""
    return r.is_one("event.now", "still_taking", "likely_today", "unsure")


def taking(r: Reading) -> bool:
    """Continuing, or only as prescribed."""
    return continuing(r) or r.is_one("event.now", "as_prescribed_only")


def active(r: Reading) -> bool:
    """Taking, or that is not known, or a supply is there or may be."""
    return taking(r) or r.unresolved("event.now") or r.is_true("event.supply") or r.unresolved("event.supply")


def change(r: Reading) -> str | None:
    """What event.stopped says, or None."""
    return r.part("event.stopped", "change")


def sharp(r: Reading) -> bool:
    """Cut sharply or stopped."""
    return change(r) in {"cut_sharply", "stopped"}


def lessened(r: Reading) -> bool:
    """Reduced in any way or stopped."""
    return change(r) in {"slow_with_prescriber", "cut_sharply", "stopped"}


def stop_unresolved(r: Reading) -> bool:
    """event.stopped is enabled and its change unusable."""
    return "event.stopped" in r.enabled and change(r) is None


def stop_when(r: Reading) -> When | None:
    """The date of event.stopped, or None."""
    return read_when(r.part("event.stopped", "when"), r.now)


def stopped_within(r: Reading, days: float) -> bool:
    """The stop lies within so many days, or its date is unusable."""
    return within(stop_when(r), days * 24, r.now)


def withdrawal_question(r: Reading) -> str:
    """The withdrawal question of the session."""
    return "followup.withdrawal" if r.session == "followup" else "safety.withdrawal"


def withdrawal(r: Reading) -> str:
    """Off, unknown, none, mild or strong; a sign of unknown strength is strong."""
    question = withdrawal_question(r)
    if question not in r.enabled:
        return "off"
    signs = r.part(question, "signs")
    if signs is None:
        return "unknown"
    if signs == ["none"]:
        return "none"
    return "mild" if r.part(question, "strength") == "mild" else "strong"


def tolerance_lowered(r: Reading) -> bool:
    """A week or more without (or unresolved), a reduced use, or opioid treatment ended within 3 months."""
    days = read_days(r.value("event.time_without"))
    return (
        r.unresolved("event.time_without")
        or (days is not None and days >= 7)
        or lessened(r)
        or r.is_one("event.oud_medication", "stopped_within_3_months")
    )


def conditions(r: Reading) -> set[str]:
    """The options of safety.medical without none."""
    return set(r.options("safety.medical")) - {"none"}


def seizure_risk(r: Reading) -> bool:
    """An earlier withdrawal seizure, or epilepsy."""
    return r.is_true("safety.seizure_history") or r.has("safety.medical", "epilepsy")


def distress(r: Reading) -> bool:
    """High anxiety or agitation, low worth, or suicide or intent not answered with the quiet option."""
    peak = r.part("safety.anxiety", "peak")
    worth = r.number("contact.worth")
    return (
        (peak is not None and peak >= 8)
        or r.is_one("safety.agitation", "marked", "cannot_settle")
        or (worth is not None and worth <= 3)
        or not r.is_one("safety.suicide", "no_thoughts")
        or not r.is_one("safety.taking_intent", "no_intent")
    )


def opioid_72h(r: Reading) -> bool:
    """An entry of class opioid or unknown within 72 h; or mixed has opioid and any entry within 72 h."""
    if any(entry.klass in {"opioid", "unknown"} and recent(r, entry, 72) for entry in entries(r)):
        return True
    return "opioid" in mixed(r) and any_entry_within(r, 72)


def small_excess(r: Reading) -> bool:
    """A known excess of at most one dose of a combination, or an unknown one with no intent."""
    if not opioid_72h(r):
        return False
    known = (
        r.is_true("event.over_max")
        and r.is_one("event.over_max_by", "up_to_one_extra_dose")
        and (r.is_true("event.product_combo") or r.unresolved("event.product_combo"))
    )
    return known or (combo_with_open_label(r) and r.is_one("safety.taking_intent", "no_intent"))


def combo_with_open_label(r: Reading) -> bool:
    """A combination product, and it is not known whether the label was exceeded."""
    return r.is_true("event.product_combo") and r.unresolved("event.over_max")


def passive_wish(r: Reading) -> bool:
    """A wish not to be here with three reassuring answers: screener low, no intent, no means."""
    return (
        r.is_one("safety.suicide", "wish_not_here")
        and r.is_one("safety.cssrs", "low")
        and r.is_one("safety.taking_intent", "no_intent")
        and r.is_false("safety.means")
    )


def nostop_entries(r: Reading) -> list[Entry]:
    """Entries of a depressant or unknown class that are regular."""
    return [entry for entry in entries(r) if entry.klass in DEPRESSANT | {"unknown"} and entry.regular]


def sleep_question(r: Reading) -> str:
    """The sleep question of the session."""
    return "followup.sleep" if r.session == "followup" else "safety.sleep"


def nights(r: Reading) -> list[float | None]:
    """The three nights, last night first."""
    return [r.part(sleep_question(r), night) for night in NIGHTS]


def sleep_mean(r: Reading) -> float | None:
    """The mean of the usable nights."""
    known = [night for night in nights(r) if night is not None]
    return sum(known) / len(known) if known else None


def no_sleep_pair(r: Reading) -> bool:
    """Two nights in a row, both known, with at most one hour each."""
    none_at_all = [night is not None and night <= 1 for night in nights(r)]
    return (none_at_all[0] and none_at_all[1]) or (none_at_all[1] and none_at_all[2])


def three_short(r: Reading) -> bool:
    """All three nights known and at most three hours each."""
    return all(night is not None and night <= 3 for night in nights(r))


def severe_insomnia(r: Reading) -> bool:
    """A mean of at most 3 hours, or difficulty 8 or more."""
    mean = sleep_mean(r)
    difficulty = r.part(sleep_question(r), "difficulty")
    return (mean is not None and mean <= 3) or (difficulty is not None and difficulty >= 8)


def anxiety_question(r: Reading) -> str:
    """The anxiety question of the session."""
    return "followup.anxiety" if r.session == "followup" else "safety.anxiety"


def high_anxiety(r: Reading) -> bool:
    """A peak of 8 or more, or of 6 or more and rising."""
    peak = r.part(anxiety_question(r), "peak")
    if peak is None:
        return False
    return peak >= 8 or (peak >= 6 and r.part(anxiety_question(r), "direction") == "rising")


def strongest_feeling(r: Reading) -> str | None:
    """The strongest feeling; else the only selected one; else none."""
    strongest = r.part("contact.feelings", "strongest")
    selected = r.part("contact.feelings", "selected") or []
    if strongest is not None:
        return strongest
    return selected[0] if len(selected) == 1 else None


def therapy_gap_now(r: Reading) -> bool:
    """The therapy connection is thinning out or stopped."""
    return r.is_one("support.therapy_connection", "thinning_out", "stopped")


@dataclass(frozen=True)
class Happening:
    """One element of the timeline (rules 2.3)."""

    what: str
    side: str
    offset: float | None
    domain: str | None
    intensity: float | None


def timeline_place(happening: Happening) -> tuple[Any, ...]:
    """Before ahead of after; known offsets first, ascending; intensity descending; domain; what."""
    return (
        happening.side == "after",
        happening.offset is None,
        happening.offset or 0,
        happening.intensity is None,
        -(happening.intensity or 0),
        happening.domain or "",
        happening.what,
    )


def timeline(r: Reading) -> list[Happening]:
    """The elements of sequence.event with anything usable, in the order of the rules. Read once."""
    if "sequence.event" not in r.enabled:
        return []
    if "sequence.event" not in r.known:
        r.known["sequence.event"] = read_timeline(r)
    return r.known["sequence.event"]


def read_timeline(r: Reading) -> list[Happening]:
    """The timeline, read from the answer."""
    found = []
    for element in r.elements("sequence.event"):
        if element is None:
            continue
        side = field(element, "side") or "before"
        days = read_days(field(element, "when"))
        offset = days if days is None or side == "after" else -days
        found.append(
            Happening(
                field(element, "what") or "",
                side,
                offset,
                field(element, "domain"),
                field(element, "intensity"),
            )
        )
    return sorted(found, key=timeline_place)


def before(r: Reading) -> list[Happening]:
    """Timeline elements before the use with a domain other than use."""
    return [each for each in timeline(r) if each.side == "before" and each.domain not in {None, "use"}]


def domains(r: Reading) -> set[str]:
    """All usable domains of the timeline, either side, without use."""
    return {each.domain for each in timeline(r) if each.domain is not None} - {"use"}


def first_three_domains(r: Reading) -> list[str]:
    """The first three distinct domains of the before elements."""
    found: list[str] = []
    for each in before(r):
        if each.domain is not None and each.domain not in found:
            found.append(each.domain)
    return found[:3]


def first_three_folded(r: Reading) -> set[str]:
    """The first three domains, close variants folded together."""
    fold = {"thoughts_of_medication": "idealising", "stress": "overload", "tension": "overload"}
    return {fold.get(domain, domain) for domain in first_three_domains(r)}


def branch_open(r: Reading, *wanted: str) -> bool:
    """The earliest domain is one of these, or any timeline element has one with intensity 5 or more."""
    first = before(r)
    if first and first[0].domain in wanted:
        return True
    return any(
        each.domain in wanted and each.intensity is not None and each.intensity >= 5 for each in timeline(r)
    )


def sai(r: Reading) -> bool:
    """Sleep, then anxiety, then idealising or thoughts, strictly in this order in time, before the use."""

    def offsets(*wanted: str) -> list[float]:
        return [
            each.offset
            for each in before(r)
            if each.domain in wanted and each.offset is not None and each.offset < 0
        ]

    return any(
        sleep < anxiety < thought
        for sleep in offsets("sleep")
        for anxiety in offsets("anxiety")
        for thought in offsets("idealising", "thoughts_of_medication")
    )


def asked(r: Reading, question: str) -> bool:
    """1.3: enabled, and the path is one of the question's, or brief with its brief condition."""
    if question not in r.enabled:
        return False
    if r.path in QUESTIONS[question].paths:
        return True
    if r.path == "brief" and question == "event.supply":
        return bool(classes(r) & SUPPLY_BRIEF_CLASSES)
    return False


def substance_open(r: Reading) -> bool:
    """6: some entry has an unknown class, last use, or frequency that a short run does not settle."""
    return any(
        entry.klass == "unknown"
        or entry.last_use is None
        or (entry.days_per_week is None and not (entry.run_days is not None and entry.run_days <= 3))
        for entry in entries(r)
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
    return withdrawal(r) == "unknown" or r.part(withdrawal_question(r), "strength") is None


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
