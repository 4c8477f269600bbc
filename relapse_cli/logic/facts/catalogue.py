"""The catalogue of derived facts: the functions of rules section 2 that are not comparisons.

Everything else in the rules is data. Each fact has a name, a type, a finite range, the questions it reads, an
English phrase that completes "because …", and its paragraph in the rules contract.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from relapse_cli.logic.facts import nostop, timeline
from relapse_cli.logic.facts import record as record_facts
from relapse_cli.logic.facts import substances as entry_facts
from relapse_cli.logic.facts.reading import FactValue, Reading
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import PATHS

_Place = tuple[str, str | None]
"""A role, and where the options are those of a field its name."""

_FactType = Literal["yes_no", "option", "number", "set", "list", "date", "text"]


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """One derived fact.

    Attributes:
        name: its name in conditions.
        type: what its value is.
        values: the options of an option, a set or a list, where the program lists them.
        options_of: roles and fields whose options they are, where the bank lists them; but for ``apart``.
        low: the least value of a number.
        high: the greatest value of a number; ``None`` = bounded by the number of entries and products.
        roles: the roles of the questions that it reads; `questions_of` names the questions.
        fields: the fields of the substance entries it reads.
        phrase: completes "because …".
        paragraph: where the rules contract defines it.
        compute: the function; an entry fact takes the entry as well.
        after_level: it needs the level, or the rows that fire, so that only actions may read it.
    """

    name: str
    type: _FactType
    roles: tuple[str, ...]
    phrase: str
    paragraph: str
    compute: Callable[[Reading], FactValue] = field(repr=False)
    values: tuple[str, ...] = ()
    options_of: tuple[_Place, ...] = ()
    apart: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    fields: tuple[str, ...] = ()
    after_level: bool = False


@dataclass(frozen=True, slots=True)
class EntryFact:
    """One derived fact of a substance entry; see `DerivedFact`."""

    name: str
    type: _FactType
    roles: tuple[str, ...]
    fields: tuple[str, ...]
    phrase: str
    paragraph: str
    compute: Callable[[Reading, Answer], FactValue] = field(repr=False)
    values: tuple[str, ...] = ()
    options_of: tuple[_Place, ...] = ()
    apart: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


def questions_of(fact: DerivedFact | EntryFact, bank: Bank) -> tuple[str, ...]:
    """The questions of a bank that a fact reads, as far as the bank names them."""
    return tuple(name for role in fact.roles for name in bank.roles.named(role))


def closed_values(fact: DerivedFact | EntryFact, bank: Bank) -> tuple[str, ...]:
    """The values that a fact can have, where they are closed; else none."""
    found = (option for place in fact.options_of for option in bank.options_at(*place))
    return tuple(dict.fromkeys((*fact.values, *(option for option in found if option not in fact.apart))))


_FOR_ROWS = (
    "sequence", "support_lacking", "therapy_connection",
    "sleep", "anxiety", "agitation", "followup_sleep", "followup_anxiety",
)  # fmt: skip
_SLEEP_READS = ("sleep", "followup_sleep")
_ENTRY_READS = ("substance",)
_TOGETHER_READS = ("substance", "mixed", "opioid_medication")
_DANGER_READS = ("withdrawal", "seizure_history", "medical")
_ORIGIN = ("class", "source")
_PRODUCT = ("class", "name")
_RUN = ("run_length", "first_use", "last_use")
_HOW_OFTEN = ("days_per_week", *_RUN)
_TOGETHER = (*_PRODUCT, "source", "last_use")
_DOMAINS: tuple[_Place, ...] = (("sequence", "domain"),)
_NOT_DOMAINS = ("use",)
_MIXED_OPTIONS: _Place = ("mixed", None)

CATALOGUE: dict[str, DerivedFact] = {
    fact.name: fact
    for fact in (
        DerivedFact("path", "option", (), "the path of the interview", "1.3",
                    lambda r: r.record.path, values=PATHS),
        DerivedFact("mixed", "set", ("mixed",), "what else was taken in the same 24 hours", "2.2",
                    entry_facts.mixed,
                    options_of=(_MIXED_OPTIONS,), apart=("none",)),
        DerivedFact("classes", "set", ("substance", "mixed"), "the classes of everything taken", "2.2",
                    record_facts.classes, options_of=(("substance", "class"), _MIXED_OPTIONS),
                    apart=("none",), fields=("class",)),
        DerivedFact("nonpharmacy", "yes_no", ("substance", "mixed"),
                    "a product did not, or may not, come from a pharmacy", "2.2", record_facts.nonpharmacy,
                    fields=_ORIGIN),
        DerivedFact("mixed_use", "yes_no", _TOGETHER_READS,
                    "more than one product may have been taken within 24 hours", "2.2",
                    record_facts.mixed_use, fields=(*_PRODUCT, "last_use")),
        DerivedFact("withdrawal", "option", ("withdrawal", "followup_withdrawal"),
                    "withdrawal signs", "2.2", record_facts.withdrawal,
                    values=("off", "unknown", "none", "mild", "strong")),
        DerivedFact("sleep_mean", "number", _SLEEP_READS, "mean sleep of the known nights, in hours", "2.2",
                    record_facts.sleep_mean, low=0, high=24),
        DerivedFact("no_sleep_pair", "yes_no", _SLEEP_READS,
                    "two nights in a row with an hour of sleep or less", "2.2", record_facts.no_sleep_pair),
        DerivedFact("three_short", "yes_no", _SLEEP_READS,
                    "three nights with three hours of sleep or less each", "2.2", record_facts.three_short),
        DerivedFact("strongest_feeling", "option", ("feelings",), "the strongest feeling", "2.2",
                    record_facts.strongest_feeling, options_of=(("feelings", "strongest"),)),
        DerivedFact("nostop_variant", "list", ("substance", "use_now", *_DANGER_READS),
                    "regular use that must not be stopped suddenly", "7.2", nostop.nostop_variant,
                    values=("continuing", "already_stopped", "both", "nonpharmacy", "conditional"),
                    fields=(*_ORIGIN, *_HOW_OFTEN)),
        DerivedFact("earliest_domain", "option", ("sequence",), "what came first", "2.3",
                    lambda r: next(iter(timeline.domains_of(timeline.before(r))), None),
                    options_of=_DOMAINS, apart=_NOT_DOMAINS),
        DerivedFact("domains", "set", ("sequence",), "what the sequence contains", "2.3",
                    lambda r: timeline.domains_of(timeline.timeline(r)),
                    options_of=_DOMAINS, apart=_NOT_DOMAINS),
        DerivedFact("before_domains", "set", ("sequence",), "what came before the use", "2.3",
                    lambda r: timeline.domains_of(timeline.before(r)),
                    options_of=_DOMAINS, apart=_NOT_DOMAINS),
        DerivedFact("branch_domains", "set", ("sequence",),
                    "what came first or was strong (5 or more)", "2.3",
                    timeline.branch_domains, options_of=_DOMAINS, apart=_NOT_DOMAINS),
        DerivedFact("sai", "yes_no", ("sequence",),
                    "sleep, then anxiety, then thoughts of the medicine came before the use", "2.3",
                    timeline.sleep_anxiety_idealising),
        DerivedFact("recurs_from_earlier", "yes_no", ("sequence",),
                    "the sequence begins as it did last time", "7.4", record_facts.recurs_from_earlier),
        DerivedFact("earliest_is_answered", "yes_no", ("sequence", "ifthen"),
                    "an if-then line begins at the earliest event", "7.9",
                    record_facts.earliest_is_answered),
        DerivedFact("same_plan_as_earlier", "yes_no", (*_FOR_ROWS, "ifthen"),
                    "the plan equals the earlier one", "7.4", record_facts.same_plan_as_earlier,
                    after_level=True),
        DerivedFact("contact_after_due", "yes_no", ("next_contact", "followup_contact"),
                    "the agreed contact lies so late that its reason is asked for", "7.7",
                    lambda r: r.contact_after_due(), after_level=True),
        DerivedFact("extra_contact", "text", ("next_contact", "followup_contact"),
                    "a further contact takes place before the agreed one, or none is agreed", "7.7",
                    lambda r: r.extra_contact(), after_level=True),
        DerivedFact("unresolved_critical", "list", (), "critical questions are open", "6",
                    lambda r: r.open_critical()),
    )
}  # fmt: skip
"""The derived facts of a record, by name."""

ENTRY_CATALOGUE: dict[str, EntryFact] = {
    fact.name: fact
    for fact in (
        EntryFact("class", "option", _ENTRY_READS, ("class",), "its class", "2.1",
                  entry_facts.substance_class, options_of=(("substance", "class"),)),
        EntryFact("source", "option", _ENTRY_READS, _ORIGIN, "where it came from", "2.1",
                  entry_facts.source, options_of=(("substance", "source"),)),
        EntryFact("vs_prescription", "option", _ENTRY_READS, (*_ORIGIN, "vs_prescription"),
                  "compared with its prescription", "2.1", entry_facts.vs_prescription,
                  options_of=(("substance", "vs_prescription"),)),
        EntryFact("name", "text", _ENTRY_READS, ("name",), "its name", "2.1", entry_facts.name),
        EntryFact("last_use", "date", _ENTRY_READS, ("last_use",), "its last use", "2.1",
                  lambda r, e: entry_facts.moment(r, e, "last_use")),
        EntryFact("run_days", "number", _ENTRY_READS, _RUN, "how long it went on, in days", "2.1",
                  entry_facts.run_days, low=0, high=None),
        EntryFact("short_run", "yes_no", _ENTRY_READS, _RUN,
                  "it is stated that it went on for three days at most", "2.1", entry_facts.short_run),
        EntryFact("regular", "yes_no", _ENTRY_READS, _HOW_OFTEN,
                  "it was taken on four days a week or more, or how often is not known, and not for three "
                  "days only", "2.1", entry_facts.regular),
        EntryFact("exposed", "yes_no", _ENTRY_READS, _HOW_OFTEN,
                  "it was regular or went on for three days or more, or for how long is not known", "2.1",
                  entry_facts.exposed),
        EntryFact("nonpharmacy", "yes_no", _ENTRY_READS, _ORIGIN,
                  "it did not, or may not, come from a pharmacy", "2.1", entry_facts.nonpharmacy),
        EntryFact("nostop", "yes_no", ("substance", *_DANGER_READS), ("class", *_HOW_OFTEN),
                  "it is a depressant or of unknown class, taken regularly for a week, or for some days with "
                  "a danger of withdrawal", "2.2", nostop.nostop),
        EntryFact("depressants_together", "number", _TOGETHER_READS, _TOGETHER,
                  "depressants that may have been taken together", "2.1",
                  lambda r, e: entry_facts.count_together(r, e, r.bank.sets.depressants), low=0, high=None),
        EntryFact("possible_depressants_together", "number", _TOGETHER_READS, _TOGETHER,
                  "depressants or unknown products that may have been taken together", "2.1",
                  lambda r, e: entry_facts.count_together(r, e, r.bank.sets.possible_depressants),
                  low=0, high=None),
        EntryFact("together_opioid", "yes_no", _TOGETHER_READS, _TOGETHER,
                  "an opioid is among the products taken together", "2.1",
                  lambda r, e: any(i.substance_class == "opioid" for i in entry_facts.together(r, e))),
        EntryFact("together_nonpharmacy", "yes_no", _TOGETHER_READS, _TOGETHER,
                  "a product taken together did not, or may not, come from a pharmacy", "2.1",
                  lambda r, e: any(i.nonpharmacy for i in entry_facts.together(r, e))),
    )
}  # fmt: skip
"""The derived facts of a substance entry, by name."""
