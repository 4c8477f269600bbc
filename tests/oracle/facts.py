"""The derived facts of rules 2.1 and 2.2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .dates import When, near, read_days, read_when, within
from .reading import Reading, field

DEPRESSANT = {"benzodiazepine", "z_drug", "opioid", "gabapentinoid", "other_sedative", "alcohol"}
SEDATIVE = {"benzodiazepine", "z_drug", "other_sedative"}
POSSIBLE_DEPRESSANT = DEPRESSANT | {"illicit", "unknown"}
COMBINED = {"opioid", "other_sedative", "unknown"}
NO_PRESCRIPTION = {"left_over", "over_the_counter", "relative_friend", "bought", "online"}
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
    run_length: float | None
    run_days: float | None

    @property
    def short_run(self) -> bool:
        """The run is stated and at most 3 days; dates alone do not prove a short run."""
        return self.run_length is not None and self.run_days is not None and self.run_days <= 3

    @property
    def regular(self) -> bool:
        """At least 4 days a week, or that is unusable; never in a short run."""
        return (self.days_per_week is None or self.days_per_week >= 4) and not self.short_run

    @property
    def exposed(self) -> bool:
        """Regular, or the run is not stated, or it lasted 3 days or more."""
        return self.regular or self.run_length is None or (self.run_days is not None and self.run_days >= 3)

    @property
    def nonpharmacy(self) -> bool:
        """Illicit or unknown class; or not alcohol, and bought, online or from an unknown source."""
        if self.klass in {"illicit", "unknown"}:
            return True
        return self.klass != "alcohol" and self.source in {"bought", "online", "unknown"}

    @property
    def prescribed(self) -> bool:
        """P-MEDREVIEW, T-ACCESS: from the own or a second prescriber."""
        return self.source in {"own_prescription", "second_prescriber"}

    @property
    def by_other_way(self) -> bool:
        """M-04, M-07, U-23: a usable route other than oral."""
        return self.route not in {None, "oral"}

    @property
    def long_acting_opioid(self) -> bool:
        """An opioid, not of the own prescription: methadone, fentanyl or without a name; or transdermal."""
        if self.klass != "opioid" or self.source == "own_prescription":
            return False
        long_name = self.name is None or "methadone" in self.name or "fentanyl" in self.name
        return long_name or self.route == "transdermal"

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


def vs_prescription(element: Any, source: str | None) -> str | None:
    """2.1: not applicable to alcohol; not prescribed where the source says so; else what was said."""
    if source is None:
        return None
    if source in NO_PRESCRIPTION:
        return "not_prescribed"
    return field(element, "vs_prescription") or "unknown"


def entry_of(r: Reading, index: int, element: Any) -> Entry:
    """The facts of one element; a status object or an empty one has every field unusable."""
    klass = field(element, "class") or "unknown"
    name = field(element, "name")
    alcohol = klass == "alcohol"
    source = None if alcohol else field(element, "source") or "unknown"
    return Entry(
        index=index,
        klass=klass,
        source=source,
        vs_prescription=vs_prescription(element, source),
        name=None if name is None else name.strip().lower(),
        route=field(element, "route"),
        last_use=read_when(field(element, "last_use"), r.now),
        days_per_week=field(element, "days_per_week"),
        run_length=read_days(field(element, "run_length")),
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
    if on_opioid_treatment(r) and not any(item.klass == "opioid" for item in items):
        items.append(Item("opioid", nonpharmacy=False))
    return items


def on_opioid_treatment(r: Reading) -> bool:
    """Buprenorphine or methadone is taken as treatment."""
    return r.is_one("event.oud_medication", "buprenorphine", "methadone")


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
    """Mixed; two products near each other; or opioid treatment beside a depressant that is no opioid."""
    if mixed(r):
        return True
    if on_opioid_treatment(r) and classes(r) & (DEPRESSANT - {"opioid"}):
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


def naltrexone(r: Reading) -> bool:
    """Naltrexone for opioids or for alcohol."""
    return r.is_one("event.oud_medication", "naltrexone") or r.is_one(
        "event.alcohol_medication", "naltrexone"
    )


def treatment_interrupted(r: Reading) -> bool:
    """What lowers and loses tolerance alike: treatment ended, three missed days, or naltrexone."""
    return (
        r.is_one("event.oud_medication", "stopped_within_3_months")
        or r.is_one("event.missed_doses", "three_days_or_more")
        or naltrexone(r)
    )


def tolerance_lowered(r: Reading) -> bool:
    """A week or more without (or unresolved), a reduced use, or an interrupted treatment."""
    days = read_days(r.value("event.time_without"))
    return (
        r.unresolved("event.time_without")
        or (days is not None and days >= 7)
        or lessened(r)
        or treatment_interrupted(r)
    )


def tolerance_lost(r: Reading) -> bool:
    """An interrupted treatment, or an overdose within the year."""
    return treatment_interrupted(r) or r.is_one("safety.overdose_history", "within_year")


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


def entry_or_mixed_within(r: Reading, wanted: set[str], hours: float) -> bool:
    """An entry of one of the classes within the window; or mixed meets them and any entry is within it."""
    if any(entry.klass in wanted and recent(r, entry, hours) for entry in entries(r)):
        return True
    return bool(mixed(r) & wanted) and any_entry_within(r, hours)


def combo_72h(r: Reading) -> bool:
    """A class of which combined products exist, within 72 h, as an entry or mixed."""
    return entry_or_mixed_within(r, COMBINED, 72)


def small_excess(r: Reading) -> bool:
    """A known excess of at most one dose of a combination, or an unknown one with no intent."""
    if not combo_72h(r):
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
    """A wish not to be here, three reassuring answers, and nothing that speaks against."""
    reassured = (
        r.is_one("safety.suicide", "wish_not_here")
        and r.is_one("safety.cssrs", "low")
        and r.is_one("safety.taking_intent", "no_intent")
        and r.is_false("safety.means")
    )
    return reassured and not speaks_against_passive(r)


def speaks_against_passive(r: Reading) -> bool:
    """Use that goes on or may, a pregnancy or birth, an overdose within the year, or age under 18."""
    return (
        continuing(r)
        or r.unresolved("event.now")
        or r.has("safety.medical", "pregnant", "birth_within_year")
        or r.is_one("safety.overdose_history", "within_year")
        or r.is_one("frame.age_band", "under_18")
    )


def danger_of_withdrawal(r: Reading) -> bool:
    """Signs (or open), an earlier withdrawal seizure (or open), epilepsy, or a pregnancy."""
    return (
        withdrawal(r) in {"mild", "strong", "unknown"}
        or r.is_true("safety.seizure_history")
        or r.unresolved("safety.seizure_history")
        or r.has("safety.medical", "epilepsy", "pregnant")
    )


def nostop_entries(r: Reading) -> list[Entry]:
    """Depressant or unknown: regular for a week, or exposed with a danger of withdrawal."""
    danger = danger_of_withdrawal(r)
    return [
        entry
        for entry in entries(r)
        if entry.klass in DEPRESSANT | {"unknown"}
        and ((entry.regular and entry.run_at_least(7)) or (entry.exposed and danger))
    ]


def nostop_variant(r: Reading) -> str | None:
    """7.2: the variant of P-NOSTOP, or None when it does not fire."""
    if r.session == "followup":
        return None
    if r.unresolved("event.substance"):
        return "conditional"
    parts = []
    found = nostop_entries(r)
    if any(not entry.nonpharmacy for entry in found):
        if taking(r):
            parts.append("continuing")
        elif r.is_one("event.now", "not_taking"):
            parts.append("already_stopped")
        else:
            parts.append("both")
    if any(entry.nonpharmacy for entry in found):
        parts.append("nonpharmacy")
    return "+".join(parts) or None


def strong_pull(r: Reading) -> bool:
    """P-AGAIN: the pull is 8 or more."""
    pull = r.number("followup.pull" if r.session == "followup" else "safety.pull")
    return pull is not None and pull >= 8


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
