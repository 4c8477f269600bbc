"""The derived facts of a product as formulas: one function for each row of `logic/facts/catalogue.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from math import ceil, floor

from relapse_cli.checks.proofs.encoding import Encoding
from relapse_cli.checks.proofs.formula import (
    FALSE,
    TRUE,
    Formula,
    Number,
    at_least,
    at_most,
    both,
    either,
    negate,
    several,
    some,
)
from relapse_cli.checks.proofs.inputs import Raw
from relapse_cli.checks.proofs.values import Value, yes_no
from relapse_cli.model.condition import Scalar

_UNKNOWN = "unknown"
_DAY = 24
_SHORT_RUN_DAYS = 3
_REGULAR_DAYS = 4
_LONG_ENOUGH_DAYS = 7


def _field(encoding: Encoding, index: int, name: str) -> Value:
    return encoding.field(encoding.bank.roles.substance, index, name)


def is_class(encoding: Encoding, index: int, *classes: str) -> Formula:
    """Whether an entry belongs to one of the classes; no class is an unknown one."""
    value = _field(encoding, index, "class")
    found = [value.options.get(c, FALSE) for c in classes]
    return either(*found, negate(value.usable) if _UNKNOWN in classes else FALSE)


def substance_class(encoding: Encoding, index: int) -> Value:
    """The class, else ``unknown``."""
    return Value(TRUE, {c: is_class(encoding, index, c) for c in encoding.bank.classes})


def _not_alcohol(encoding: Encoding, index: int) -> Formula:
    return negate(is_class(encoding, index, "alcohol"))


def source(encoding: Encoding, index: int) -> Value:
    """Where it came from: nothing for alcohol, else the value or ``unknown``."""
    there, value = _not_alcohol(encoding, index), _field(encoding, index, "source")
    options: dict[Scalar, Formula] = {o: both(there, given) for o, given in value.options.items()}
    options[_UNKNOWN] = both(there, either(value.options.get(_UNKNOWN, FALSE), negate(value.usable)))
    return Value(there, options)


def vs_prescription(encoding: Encoding, index: int) -> Value:
    """Compared with the prescription; some sources say that there was none."""
    there, origin = _not_alcohol(encoding, index), source(encoding, index)
    without = some(origin.options.get(o, FALSE) for o in encoding.bank.sets.without_prescription)
    value = _field(encoding, index, "vs_prescription")
    asked = both(there, negate(without))
    options: dict[Scalar, Formula] = {o: both(asked, given) for o, given in value.options.items()}
    unknown = either(value.options.get(_UNKNOWN, FALSE), negate(value.usable))
    options[_UNKNOWN] = both(asked, unknown)
    options["not_prescribed"] = either(without, options.get("not_prescribed", FALSE))
    return Value(there, options)


def name(encoding: Encoding, index: int) -> Value:
    """The name in lower case."""
    return _field(encoding, index, "name")


def last_use(encoding: Encoding, index: int) -> Value:
    """When it was last used."""
    return _field(encoding, index, "last_use")


def _raw(encoding: Encoding, index: int, field: str) -> Raw:
    return encoding.inputs.questions[encoding.bank.roles.substance].elements[index][field]


def _days(encoding: Encoding, index: int) -> tuple[Number, Number] | None:
    """The days of the first and the last use."""
    first, last = (_raw(encoding, index, part).day for part in ("first_use", "last_use"))
    return (first, last) if first is not None and last is not None else None


def run_days(encoding: Encoding, index: int) -> Value:
    """The larger of the stated run and the dated span, over whichever is known."""
    stated = _field(encoding, index, "run_length")
    dated = both(_field(encoding, index, "first_use").usable, _field(encoding, index, "last_use").usable)
    hours, days = _raw(encoding, index, "run_length").number, _days(encoding, index)
    assert hours is not None  # noqa: S101 - it is a length of time
    assert days is not None  # noqa: S101 - both are dates
    first, last = days

    def spans(least: int) -> Formula:
        apart = least - 1
        one = at_least(apart, (1, first), (-1, last))
        return either(one, at_least(apart, (1, last), (-1, first)))

    def reaches(limit: float) -> Formula:
        long = both(stated.usable, at_least(ceil(limit * _DAY), (1, hours)))
        return either(long, both(dated, spans(ceil(limit))))

    def exceeds(limit: float) -> Formula:
        long = both(stated.usable, at_least(floor(limit * _DAY) + 1, (1, hours)))
        return either(long, both(dated, spans(floor(limit) + 1)))

    return Value(either(stated.usable, dated), reaches=reaches, exceeds=exceeds)


def _run_reaches(encoding: Encoding, index: int, days: float, *, strictly: bool = False) -> Formula:
    run = run_days(encoding, index)
    assert run.reaches is not None  # noqa: S101 - it is a number
    assert run.exceeds is not None  # noqa: S101 - likewise
    return both(run.usable, run.exceeds(days) if strictly else run.reaches(days))


def short_run(encoding: Encoding, index: int) -> Formula:
    """Whether it is stated that it went on for three days at most."""
    longer = _run_reaches(encoding, index, _SHORT_RUN_DAYS, strictly=True)
    return both(_field(encoding, index, "run_length").usable, negate(longer))


def regular(encoding: Encoding, index: int) -> Formula:
    """Four days a week or more, or how often is not known; a short run is never regular."""
    days = _field(encoding, index, "days_per_week")
    often = days.reaches(_REGULAR_DAYS) if days.reaches else FALSE
    return both(either(negate(days.usable), often), negate(short_run(encoding, index)))


def exposed(encoding: Encoding, index: int) -> Formula:
    """Regular, three days or more, or for how long is not stated."""
    unstated = negate(_field(encoding, index, "run_length").usable)
    return either(regular(encoding, index), unstated, _run_reaches(encoding, index, _SHORT_RUN_DAYS))


def nonpharmacy(encoding: Encoding, index: int) -> Formula:
    """Whether it did not, or may not, come from a pharmacy."""
    origin = source(encoding, index)
    elsewhere = some(origin.options.get(o, FALSE) for o in ("bought", "online", _UNKNOWN))
    return either(is_class(encoding, index, "illicit", _UNKNOWN), elsewhere)


def _withdrawal_danger(encoding: Encoding) -> Formula:
    signs = encoding.fact("withdrawal").options
    seizure, medical = (
        encoding.answer(encoding.bank.roles.seizure_history),
        encoding.answer(encoding.bank.roles.medical),
    )
    return either(
        *(signs[state] for state in ("mild", "strong", "unknown")),
        seizure.options.get(True, FALSE),
        encoding.unresolved(encoding.bank.roles.seizure_history),
        *(medical.options.get(option, FALSE) for option in encoding.bank.sets.withdrawal_dangers),
    )


def nostop(encoding: Encoding, index: int) -> Formula:
    """Whether stopping suddenly could be dangerous."""
    run = run_days(encoding, index)
    long = either(negate(run.usable), _run_reaches(encoding, index, _LONG_ENOUGH_DAYS))
    danger = both(encoding.fact_of_entry("exposed", index), _withdrawal_danger(encoding))
    kind = is_class(encoding, index, *encoding.bank.sets.depressants, _UNKNOWN)
    return both(kind, either(both(encoding.fact_of_entry("regular", index), long), danger))


def same_product(encoding: Encoding, one: int, other: int) -> Formula:
    """Whether two entries are of one product: class and name are known and the same."""
    names, others = (_field(encoding, index, "name").options for index in (one, other))
    same_name = some(both(given, others[text]) for text, given in names.items() if text in others)
    kinds, other_kinds = (_field(encoding, index, "class").options for index in (one, other))
    same_class = some(both(given, other_kinds[c]) for c, given in kinds.items() if c != _UNKNOWN)
    return both(same_name, same_class)


def near(encoding: Encoding, one: int, other: int) -> Formula:
    """Whether two uses could lie within 24 hours of each other (rules 1.7)."""
    mine, theirs = _raw(encoding, one, "last_use"), _raw(encoding, other, "last_use")
    unusable = negate(both(last_use(encoding, one).usable, last_use(encoding, other).usable))
    return either(unusable, _near_dates(mine, theirs))


def _near_dates(one: Raw, other: Raw) -> Formula:
    assert one.number is not None and one.day is not None and one.whole_day is not None  # noqa: S101, PT018 - dates
    assert other.number is not None and other.day is not None and other.whole_day is not None  # noqa: S101, PT018
    days = _between(-1, 1, one.day, other.day)
    hours = _between(-_DAY, _DAY, one.number, other.number)
    ways = (
        both(one.whole_day, other.whole_day, days),
        both(negate(one.whole_day), negate(other.whole_day), hours),
        both(negate(one.whole_day), other.whole_day, _instant_near_day(one.number, other.number)),
        both(one.whole_day, negate(other.whole_day), _instant_near_day(other.number, one.number)),
    )
    return some(ways)


def _between(low: int, high: int, one: Number, other: Number) -> Formula:
    return both(at_least(low, (1, one), (-1, other)), at_most(high, (1, one), (-1, other)))


def _instant_near_day(instant: Number, day: Number) -> Formula:
    """At most 24 hours before the start of a day, or less than 24 hours after its end."""
    return _between(1 - 2 * _DAY, _DAY, instant, day)


def _together(encoding: Encoding, index: int) -> Iterator[tuple[int, Formula]]:
    """The entries that could have been taken together with one, itself included."""
    for other in encoding.entries:
        beside = TRUE if other == index else near(encoding, min(index, other), max(index, other))
        yield other, both(encoding.entry_there(other), beside)


def treated(encoding: Encoding) -> Formula:
    """Whether opioid dependence is treated with an opioid."""
    options = encoding.answer(encoding.bank.roles.opioid_medication).options
    return some(options.get(option, FALSE) for option in encoding.bank.sets.opioid_treatment)


def mixed_options(encoding: Encoding) -> dict[Scalar, Formula]:
    """What else was taken in the same 24 hours."""
    found = encoding.answer(encoding.bank.roles.mixed).options.items()
    return {option: given for option, given in found if option != "none"}


def _opioid_item(encoding: Encoding, index: int) -> Formula:
    own = (both(there, is_class(encoding, i, "opioid")) for i, there in _together(encoding, index))
    return either(mixed_options(encoding).get("opioid", FALSE), *own)


def _count(encoding: Encoding, index: int, classes: Collection[str]) -> Value:
    items: list[Formula] = []
    before: list[tuple[int, Formula]] = []
    for other, there in _together(encoding, index):
        again = some(both(was, same_product(encoding, i, other)) for i, was in before)
        items.append(both(there, is_class(encoding, other, *classes), negate(again)))
        before.append((other, there))
    items += [given for option, given in mixed_options(encoding).items() if option in classes]
    if "opioid" in classes:
        items.append(both(treated(encoding), negate(_opioid_item(encoding, index))))

    def reaches(limit: float) -> Formula:
        return several(ceil(limit), items)

    return Value(TRUE, reaches=reaches, exceeds=lambda limit: several(floor(limit) + 1, items))


def _together_nonpharmacy(encoding: Encoding, index: int) -> Formula:
    own = (both(there, nonpharmacy(encoding, i)) for i, there in _together(encoding, index))
    return either(mixed_options(encoding).get("illicit", FALSE), *own)


def _so(formula: Callable[[Encoding, int], Formula]) -> Callable[[Encoding, int], Value]:
    return lambda encoding, index: yes_no(formula(encoding, index))


ENTRY_FACTS: dict[str, Callable[[Encoding, int], Value]] = {
    "class": substance_class,
    "source": source,
    "vs_prescription": vs_prescription,
    "name": name,
    "last_use": last_use,
    "run_days": run_days,
    "short_run": _so(short_run),
    "regular": _so(regular),
    "exposed": _so(exposed),
    "nonpharmacy": _so(nonpharmacy),
    "nostop": _so(nostop),
    "depressants_together": lambda e, i: _count(e, i, e.bank.sets.depressants),
    "possible_depressants_together": lambda e, i: _count(e, i, e.bank.sets.possible_depressants),
    "together_opioid": _so(lambda e, i: either(_opioid_item(e, i), treated(e))),
    "together_nonpharmacy": _so(_together_nonpharmacy),
}
"""By name, as in the catalogue of derived facts."""
