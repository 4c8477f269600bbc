"""The catalogue of derived facts: the functions of rules section 2 that are not comparisons.

Everything else in the rules is data. Each fact has a name, a type, a finite range, the questions it reads, an
English phrase that completes "because …", and its paragraph in the rules contract.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from relapse_cli.logic.facts import record as record_facts
from relapse_cli.logic.facts import substances as entry_facts
from relapse_cli.logic.facts import timeline
from relapse_cli.logic.facts.reading import FactValue, Reading
from relapse_cli.logic.facts.record import CLASSES
from relapse_cli.logic.facts.substances import DEPRESSANT, POSSIBLE_DEPRESSANT
from relapse_cli.model import known_ids as ids
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_terms import PATHS

_FactType = Literal["yes_no", "option", "number", "set", "list", "date", "text"]


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """One derived fact.

    Attributes:
        name: its name in conditions.
        type: what its value is.
        values: the options of an option, a set or a list, where they are closed; else empty.
        low: the least value of a number.
        high: the greatest value of a number; ``None`` = bounded by the number of entries and products.
        reads: the question ids it reads.
        fields: the fields of the substance entries it reads.
        phrase: completes "because …".
        paragraph: where the rules contract defines it.
        compute: the function; an entry fact takes the entry as well.
        after_level: it needs the level, or the rows that fire, so that only actions may read it.
    """

    name: str
    type: _FactType
    reads: tuple[str, ...]
    phrase: str
    paragraph: str
    compute: Callable[[Reading], FactValue] = field(repr=False)
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    fields: tuple[str, ...] = ()
    after_level: bool = False


@dataclass(frozen=True, slots=True)
class EntryFact:
    """One derived fact of a substance entry; see `DerivedFact`."""

    name: str
    type: _FactType
    reads: tuple[str, ...]
    fields: tuple[str, ...]
    phrase: str
    paragraph: str
    compute: Callable[[Reading, Answer], FactValue] = field(repr=False)
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


_FOR_ROWS = (
    ids.SEQUENCE, ids.SUPPORT_LACKING, ids.THERAPY_CONNECTION,
    ids.SLEEP, ids.ANXIETY, ids.AGITATION, ids.FOLLOWUP_SLEEP, ids.FOLLOWUP_ANXIETY,
)  # fmt: skip
_SLEEP_READS = (ids.SLEEP, ids.FOLLOWUP_SLEEP)
_ENTRY_READS = (ids.SUBSTANCE,)
_TOGETHER_READS = (ids.SUBSTANCE, ids.MIXED, ids.OPIOID_MEDICATION)
_ORIGIN = ("class", "source")
_PRODUCT = ("class", "name")
_RUN = ("run_length", "first_use", "last_use")
_HOW_OFTEN = ("days_per_week", *_RUN)
_TOGETHER = (*_PRODUCT, "source", "last_use")
_DOMAINS = (
    "sleep", "anxiety", "mood", "overload", "conflict", "loneliness", "stress", "tension", "loss_of_control",
    "pain_illness", "positive_change", "social_pressure", "trauma_reminder", "thoughts_of_medication",
    "idealising", "access", "therapy_gap", "secrecy", "other",
)  # fmt: skip
_SOURCES = (
    "own_prescription",
    "left_over",
    "relative_friend",
    "second_prescriber",
    "bought",
    "online",
    "unknown",
)
_FEELINGS = (
    "fear", "guilt", "shame", "confusion", "hopelessness", "anger", "sadness", "relief", "numbness", "other",
)  # fmt: skip

CATALOGUE: dict[str, DerivedFact] = {
    fact.name: fact
    for fact in (
        DerivedFact("path", "option", (), "the path of the interview", "1.3",
                    lambda r: r.record.path, values=PATHS),
        DerivedFact("mixed", "set", (ids.MIXED,), "what else was taken in the same 24 hours", "2.2",
                    entry_facts.mixed,
                    values=tuple(c for c in CLASSES if c not in {"unknown", "other_prescription"})),
        DerivedFact("classes", "set", (ids.SUBSTANCE, ids.MIXED), "the classes of everything taken", "2.2",
                    record_facts.classes, values=CLASSES, fields=("class",)),
        DerivedFact("nonpharmacy", "yes_no", (ids.SUBSTANCE, ids.MIXED),
                    "a product did not, or may not, come from a pharmacy", "2.2", record_facts.nonpharmacy,
                    fields=_ORIGIN),
        DerivedFact("mixed_use", "yes_no", (ids.SUBSTANCE, ids.MIXED),
                    "more than one product may have been taken within 24 hours", "2.2",
                    record_facts.mixed_use, fields=(*_PRODUCT, "last_use")),
        DerivedFact("withdrawal", "option", (ids.WITHDRAWAL, ids.FOLLOWUP_WITHDRAWAL),
                    "withdrawal signs", "2.2", record_facts.withdrawal,
                    values=("off", "unknown", "none", "mild", "strong")),
        DerivedFact("sleep_mean", "number", _SLEEP_READS, "mean sleep of the known nights, in hours", "2.2",
                    record_facts.sleep_mean, low=0, high=24),
        DerivedFact("no_sleep_pair", "yes_no", _SLEEP_READS,
                    "two nights in a row with an hour of sleep or less", "2.2", record_facts.no_sleep_pair),
        DerivedFact("three_short", "yes_no", _SLEEP_READS,
                    "three nights with three hours of sleep or less each", "2.2", record_facts.three_short),
        DerivedFact("strongest_feeling", "option", (ids.FEELINGS,), "the strongest feeling", "2.2",
                    record_facts.strongest_feeling, values=_FEELINGS),
        DerivedFact("nostop_variant", "list", (ids.SUBSTANCE, ids.USE_NOW),
                    "regular use that must not be stopped suddenly", "7.2", record_facts.nostop_variant,
                    values=("continuing", "already_stopped", "both", "nonpharmacy", "conditional"),
                    fields=(*_ORIGIN, *_HOW_OFTEN)),
        DerivedFact("earliest_domain", "option", (ids.SEQUENCE,), "what came first", "2.3",
                    lambda r: next(iter(timeline.domains_of(timeline.before(r))), None), values=_DOMAINS),
        DerivedFact("domains", "set", (ids.SEQUENCE,), "what the sequence contains", "2.3",
                    lambda r: timeline.domains_of(timeline.timeline(r)), values=_DOMAINS),
        DerivedFact("before_domains", "set", (ids.SEQUENCE,), "what came before the use", "2.3",
                    lambda r: timeline.domains_of(timeline.before(r)), values=_DOMAINS),
        DerivedFact("branch_domains", "set", (ids.SEQUENCE,),
                    "what came first or was strong (5 or more)", "2.3",
                    timeline.branch_domains, values=_DOMAINS),
        DerivedFact("sai", "yes_no", (ids.SEQUENCE,),
                    "sleep, then anxiety, then thoughts of the medicine came before the use", "2.3",
                    timeline.sleep_anxiety_idealising),
        DerivedFact("recurs_from_earlier", "yes_no", (ids.SEQUENCE,),
                    "the sequence begins as it did last time", "7.4", record_facts.recurs_from_earlier),
        DerivedFact("same_plan_as_earlier", "yes_no", (*_FOR_ROWS, ids.IFTHEN),
                    "the plan equals the earlier one", "7.4", record_facts.same_plan_as_earlier,
                    after_level=True),
        DerivedFact("contact_after_due", "yes_no", (ids.NEXT_CONTACT, ids.FOLLOWUP_CONTACT),
                    "the agreed contact lies later than it is due", "7.7",
                    lambda r: r.contact_after_due(), after_level=True),
        DerivedFact("unresolved_critical", "list", (), "critical questions are open", "6",
                    lambda r: r.open_critical()),
    )
}  # fmt: skip
"""The derived facts of a record, by name."""

ENTRY_CATALOGUE: dict[str, EntryFact] = {
    fact.name: fact
    for fact in (
        EntryFact("class", "option", _ENTRY_READS, ("class",), "its class", "2.1",
                  entry_facts.substance_class, values=CLASSES),
        EntryFact("source", "option", _ENTRY_READS, _ORIGIN, "where it came from", "2.1",
                  lambda r, e: entry_facts.labelled(r, e, "source"), values=_SOURCES),
        EntryFact("vs_prescription", "option", _ENTRY_READS, ("class", "vs_prescription"),
                  "compared with its prescription", "2.1",
                  lambda r, e: entry_facts.labelled(r, e, "vs_prescription"),
                  values=("as_prescribed", "more", "not_prescribed", "unknown")),
        EntryFact("name", "text", _ENTRY_READS, ("name",), "its name", "2.1", entry_facts.name),
        EntryFact("last_use", "date", _ENTRY_READS, ("last_use",), "its last use", "2.1",
                  lambda r, e: entry_facts.moment(r, e, "last_use")),
        EntryFact("run_days", "number", _ENTRY_READS, _RUN, "how long it went on, in days", "2.1",
                  entry_facts.run_days, low=0, high=None),
        EntryFact("regular", "yes_no", _ENTRY_READS, _HOW_OFTEN,
                  "it was taken on four days a week or more, or how often is not known", "2.1",
                  entry_facts.regular),
        EntryFact("nonpharmacy", "yes_no", _ENTRY_READS, _ORIGIN,
                  "it did not, or may not, come from a pharmacy", "2.1", entry_facts.nonpharmacy),
        EntryFact("nostop", "yes_no", _ENTRY_READS, ("class", *_HOW_OFTEN),
                  "it is a regular depressant, or regular and of unknown class", "2.2", entry_facts.nostop),
        EntryFact("depressants_together", "number", _TOGETHER_READS, _TOGETHER,
                  "depressants that may have been taken together", "2.1",
                  lambda r, e: entry_facts.count_together(r, e, DEPRESSANT), low=0, high=None),
        EntryFact("possible_depressants_together", "number", _TOGETHER_READS, _TOGETHER,
                  "depressants or unknown products that may have been taken together", "2.1",
                  lambda r, e: entry_facts.count_together(r, e, POSSIBLE_DEPRESSANT), low=0, high=None),
        EntryFact("together_opioid", "yes_no", _TOGETHER_READS, _TOGETHER,
                  "an opioid is among the products taken together", "2.1",
                  lambda r, e: any(i.substance_class == "opioid" for i in entry_facts.together(r, e))),
        EntryFact("together_nonpharmacy", "yes_no", _TOGETHER_READS, _TOGETHER,
                  "a product taken together did not, or may not, come from a pharmacy", "2.1",
                  lambda r, e: any(i.nonpharmacy for i in entry_facts.together(r, e))),
    )
}  # fmt: skip
"""The derived facts of a substance entry, by name."""
