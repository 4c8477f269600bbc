"""The facts of the trigger sequence as formulas (rules 2.3).

The order of entry never matters, so only sequences are looked at whose events are entered in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from relapse_cli.checks.proofs.encoding import Encoding
from relapse_cli.checks.proofs.formula import (
    FALSE,
    Formula,
    at_least,
    both,
    either,
    every,
    implies,
    negate,
    some,
)
from relapse_cli.checks.proofs.values import Value, yes_no
from relapse_cli.logic.facts.timeline import OTHER, USE
from relapse_cli.model.condition import Scalar

_STRONG = 5


def _field(encoding: Encoding, index: int, name: str) -> Value:
    return encoding.field(encoding.bank.roles.sequence, index, name)


def _events(encoding: Encoding) -> range:
    raw = encoding.inputs.questions.get(encoding.bank.roles.sequence)
    return range(len(raw.present)) if raw else range(0)


def _there(encoding: Encoding, index: int) -> Formula:
    """An event with at least one field that holds something."""
    raw = encoding.inputs.questions[encoding.bank.roles.sequence].elements[index]
    return both(
        encoding.answer(encoding.bank.roles.sequence).usable, some(part.given for part in raw.values())
    )


def _after(encoding: Encoding, index: int) -> Formula:
    return _field(encoding, index, "side").options.get("after", FALSE)


def _is_domain(encoding: Encoding, index: int, domain: str) -> Formula:
    """Whether an event is of a domain; one without a domain is of none other."""
    value = _field(encoding, index, "domain")
    named = value.options.get(domain, FALSE)
    return either(named, negate(value.usable)) if domain == OTHER else named


def _before(encoding: Encoding, index: int) -> Formula:
    """Whether an event lies before the first use and is not use itself."""
    use = _field(encoding, index, "domain").options.get(USE, FALSE)
    return both(_there(encoding, index), negate(_after(encoding, index)), negate(use))


def _domains(encoding: Encoding) -> list[str]:
    options = encoding.bank.questions[encoding.bank.roles.sequence].field_by_id["domain"].options
    return [option.id for option in options if option.id != USE]


def _set_of(encoding: Encoding, member: Callable[[int], Formula]) -> Value:
    """The domains of those events that are members."""
    found: dict[Scalar, Formula] = {}
    for domain in _domains(encoding) if _events(encoding) else []:
        each = (both(member(i), _is_domain(encoding, i, domain)) for i in _events(encoding))
        found[domain] = some(each)
    return Value(some(found.values()), found)


def domains(encoding: Encoding) -> Value:
    """What the sequence contains."""
    return _set_of(encoding, lambda index: _there(encoding, index))


def before_domains(encoding: Encoding) -> Value:
    """What came before the use."""
    return _set_of(encoding, lambda index: _before(encoding, index))


def _first_before(encoding: Encoding, index: int) -> Formula:
    earlier = (negate(_before(encoding, i)) for i in _events(encoding) if i < index)
    return both(_before(encoding, index), every(earlier))


def earliest_domain(encoding: Encoding) -> Value:
    """What came first."""
    return _set_of(encoding, lambda index: _first_before(encoding, index))


def _strong(encoding: Encoding, index: int) -> Formula:
    intensity = _field(encoding, index, "intensity")
    high = intensity.reaches(_STRONG) if intensity.reaches else FALSE
    return both(_there(encoding, index), intensity.usable, high)


def branch_domains(encoding: Encoding) -> Value:
    """What came first or was strong."""
    return _set_of(encoding, lambda i: either(_first_before(encoding, i), _strong(encoding, i)))


def _dated(encoding: Encoding, index: int, *wanted: str) -> Formula:
    """Whether an event of one of the domains lies at a known distance before the use."""
    when = _field(encoding, index, "when")
    some_time = when.reaches(1) if when.reaches else FALSE
    kind = either(*(_is_domain(encoding, index, domain) for domain in wanted))
    return both(_before(encoding, index), when.usable, some_time, kind)


def _longer_ago(encoding: Encoding, one: int, other: int) -> Formula:
    raw = encoding.inputs.questions[encoding.bank.roles.sequence].elements
    mine, theirs = raw[one]["when"].number, raw[other]["when"].number
    assert mine is not None  # noqa: S101 - both are lengths of time
    assert theirs is not None  # noqa: S101 - likewise
    return at_least(1, (1, mine), (-1, theirs))


def sleep_anxiety_idealising(encoding: Encoding) -> Value:
    """Sleep, then anxiety, then idealising or thoughts, strictly in this order."""
    events, sets = _events(encoding), encoding.bank.sets
    ways = (
        both(
            _dated(encoding, one, *sets.sleep_domains),
            _dated(encoding, two, *sets.anxiety_domains),
            _dated(encoding, three, *sets.idealising_domains),
            _longer_ago(encoding, one, two),
            _longer_ago(encoding, two, three),
        )
        for one in events
        for two in events
        for three in events
        if one < two < three
    )
    return yes_no(some(ways))


def recurs_from_earlier(encoding: Encoding) -> Value:
    """Three domains came first that do not fold into fewer, and an earlier record says the same."""
    events = _events(encoding)
    same = {
        (one, other): _same_domain(encoding, one, other) for one in events for other in events if one < other
    }
    new = []
    for index in events:
        named = both(_before(encoding, index), _field(encoding, index, "domain").usable)
        again = some(both(_before(encoding, i), same[i, index]) for i in range(index))
        new.append(both(named, negate(again)))
    ways = []
    for first, second, third in combinations(events, 3):
        between = (negate(new[i]) for i in range(third) if i not in {first, second})
        apart = (negate(_folds(encoding, *pair)) for pair in combinations((first, second, third), 2))
        ways.append(both(new[first], new[second], new[third], *between, *apart))
    return yes_no(both(encoding.inputs.again, some(ways)))


def _same_domain(encoding: Encoding, one: int, other: int) -> Formula:
    mine, theirs = _field(encoding, one, "domain").options, _field(encoding, other, "domain").options
    return some(both(given, theirs[domain]) for domain, given in mine.items())


def _folds(encoding: Encoding, one: int, other: int) -> Formula:
    """Whether the domains of two events count as one (rules 2.3)."""
    mine, theirs = (_folded(encoding, _field(encoding, index, "domain")) for index in (one, other))
    return some(both(given, theirs[domain]) for domain, given in mine.items())


def _folded(encoding: Encoding, value: Value) -> dict[str, Formula]:
    found: dict[str, list[Formula]] = {}
    for domain, given in value.options.items():
        found.setdefault(encoding.bank.sets.folded(str(domain)), []).append(given)
    return {domain: some(ways) for domain, ways in found.items()}


def earliest_is_answered(encoding: Encoding) -> Value:
    """An if-then line begins at the earliest event: all words of the model are the same."""
    raw = encoding.inputs.questions.get(encoding.bank.roles.ifthen)
    if raw is None or not _events(encoding):
        return yes_no(FALSE)
    said = some(
        both(_first_before(encoding, i), _field(encoding, i, "what").usable) for i in _events(encoding)
    )
    begins = []
    for index in range(len(raw.elements)):
        first, then, at = (
            encoding.field(encoding.bank.roles.ifthen, index, name).usable
            for name in ("if", "then", "begins_at")
        )
        begins.append(either(first, both(then, at)))
    return yes_no(both(said, some(begins)))


def in_order(encoding: Encoding) -> Iterator[Formula]:
    """That events are entered in the order of rules 2.3, and that each holds something."""
    for index in _events(encoding):
        raw = encoding.inputs.questions[encoding.bank.roles.sequence]
        yield implies(raw.present[index], some(part.given for part in raw.elements[index].values()))
        if index:
            there = raw.present[index]
            yield implies(there, _not_later(encoding, index - 1, index))


def _not_later(encoding: Encoding, one: int, other: int) -> Formula:
    raw = encoding.inputs.questions[encoding.bank.roles.sequence].elements
    when, mine, theirs = "when", raw[one]["when"].number, raw[other]["when"].number
    assert mine is not None  # noqa: S101 - both are lengths of time
    assert theirs is not None  # noqa: S101 - likewise
    after, later = _after(encoding, one), _after(encoding, other)
    dated, other_dated = _field(encoding, one, when).usable, _field(encoding, other, when).usable
    earlier_side = both(negate(after), later)
    same_side = either(both(after, later), both(negate(after), negate(later)))
    longer = at_least(0, (1, mine), (-1, theirs))
    shorter = at_least(0, (1, theirs), (-1, mine))
    by_time = either(both(after, shorter), both(negate(after), longer))
    equal = both(longer, shorter)
    in_time = either(
        both(dated, negate(other_dated)),
        both(dated, other_dated, by_time, either(negate(equal), _not_weaker(encoding, one, other))),
        both(negate(dated), negate(other_dated), _not_weaker(encoding, one, other)),
    )
    return either(earlier_side, both(same_side, in_time))


def _not_weaker(encoding: Encoding, one: int, other: int) -> Formula:
    """At the same time the stronger event comes first; of equal ones the one whose domain does."""
    raw = encoding.inputs.questions[encoding.bank.roles.sequence].elements
    mine, theirs = raw[one]["intensity"].number, raw[other]["intensity"].number
    assert mine is not None  # noqa: S101 - both are numbers
    assert theirs is not None  # noqa: S101 - likewise
    strength, others = (_field(encoding, i, "intensity").usable for i in (one, other))
    stronger = at_least(1, (1, mine), (-1, theirs))
    as_strong = both(at_least(0, (1, mine), (-1, theirs)), at_least(0, (1, theirs), (-1, mine)))
    tied = both(either(both(strength, others, as_strong), both(negate(strength), negate(others))))
    return either(
        both(strength, negate(others)),
        both(strength, others, stronger),
        both(tied, _domain_first(encoding, one, other)),
    )


def _domain_first(encoding: Encoding, one: int, other: int) -> Formula:
    mine, theirs = _field(encoding, one, "domain"), _field(encoding, other, "domain")
    ways: list[Formula] = [negate(theirs.usable)]
    passed: list[Formula] = []
    for domain in sorted(str(option) for option in mine.options):
        passed.append(mine.options[domain])
        ways.append(both(theirs.options[domain], some(passed)))
    return some(ways)
