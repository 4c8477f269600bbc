"""The derived facts of a record as formulas: one function for each row of `logic/facts/catalogue.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from math import ceil, floor

from relapse_cli.checks.proofs import timeline
from relapse_cli.checks.proofs.encoding import Encoding
from relapse_cli.checks.proofs.entry_facts import (
    is_class,
    mixed_options,
    near,
    nonpharmacy,
    same_product,
    treated,
)
from relapse_cli.checks.proofs.formula import (
    FALSE,
    TRUE,
    Formula,
    Number,
    at_least,
    both,
    either,
    every,
    negate,
    some,
)
from relapse_cli.checks.proofs.values import Value, yes_no
from relapse_cli.model.bank_rules import Due
from relapse_cli.model.condition import Scalar

_NIGHTS = ("night_1", "night_2", "night_3")
_DAY = 24
_NOON = 12


def _set(options: dict[Scalar, Formula]) -> Value:
    return Value(some(options.values()), options)


def _path(encoding: Encoding) -> Value:
    return Value(TRUE, {str(path): variable for path, variable in encoding.inputs.paths.items()})


def _mixed(encoding: Encoding) -> Value:
    return _set(mixed_options(encoding))


def _classes(encoding: Encoding) -> Value:
    mixed = mixed_options(encoding)
    found: dict[Scalar, Formula] = {}
    for name in encoding.bank.classes:
        own = some(both(encoding.entry_there(i), is_class(encoding, i, name)) for i in encoding.entries)
        found[name] = either(own, mixed.get(name, FALSE))
    return _set(found)


def _nonpharmacy(encoding: Encoding) -> Value:
    own = (both(encoding.entry_there(i), nonpharmacy(encoding, i)) for i in encoding.entries)
    return yes_no(either(*own, mixed_options(encoding).get("illicit", FALSE)))


def _mixed_use(encoding: Encoding) -> Value:
    classes = encoding.fact("classes").options
    others = (name for name in encoding.bank.sets.depressants if name != "opioid")
    beside = some(classes[name] for name in others)
    pairs = (
        both(
            encoding.entry_there(one),
            encoding.entry_there(other),
            negate(same_product(encoding, one, other)),
            near(encoding, one, other),
        )
        for one, other in combinations(encoding.entries, 2)
    )
    mixed = some(mixed_options(encoding).values())
    return yes_no(either(mixed, both(treated(encoding), beside), *pairs))


def _withdrawal(encoding: Encoding) -> Value:
    later, now = encoding.bank.roles.followup_withdrawal, encoding.bank.roles.withdrawal
    found: dict[Scalar, list[Formula]] = {s: [] for s in ("off", "unknown", "none", "mild", "strong")}
    for question, session in ((later, encoding.in_followup), (now, negate(encoding.in_followup))):
        enabled = encoding.enabled(question)
        signs, strength = encoding.field(question, 0, "signs"), encoding.field(question, 0, "strength")
        none = signs.options.get("none", FALSE)
        some_sign = both(signs.usable, negate(none))
        mild = strength.options.get("mild", FALSE)
        found["off"].append(both(session, negate(enabled)))
        found["unknown"].append(both(session, enabled, negate(signs.usable)))
        found["none"].append(both(session, enabled, none))
        found["mild"].append(both(session, enabled, some_sign, mild))
        found["strong"].append(both(session, enabled, some_sign, negate(mild)))
    return Value(TRUE, {state: some(ways) for state, ways in found.items()})


def _sleep_questions(encoding: Encoding) -> Iterable[tuple[str, Formula]]:
    yield encoding.bank.roles.sleep, negate(encoding.in_followup)
    yield encoding.bank.roles.followup_sleep, encoding.in_followup


def _night(encoding: Encoding, question: str, night: str) -> tuple[Value, Number]:
    number = encoding.inputs.questions[question].elements[0][night].number
    assert number is not None  # noqa: S101 - it is a number
    return encoding.field(question, 0, night), number


def _sleep_mean(encoding: Encoding) -> Value:
    known = [
        (session, [_night(encoding, question, night) for night in _NIGHTS])
        for question, session in _sleep_questions(encoding)
    ]

    def adds_up(limit: float, *, strictly: bool) -> Formula:
        ways = []
        for session, nights in known:
            for size in range(1, len(nights) + 1):
                for chosen in combinations(nights, size):
                    missing = (negate(n[0].usable) for n in nights if n not in chosen)
                    least = floor(limit * size) + 1 if strictly else ceil(limit * size)
                    total = at_least(least, *((1, number) for _, number in chosen))
                    ways.append(both(session, *(n[0].usable for n in chosen), *missing, total))
        return some(ways)

    usable = some(both(session, night.usable) for session, nights in known for night, _ in nights)
    return Value(
        usable,
        reaches=lambda limit: adds_up(limit, strictly=False),
        exceeds=lambda limit: adds_up(limit, strictly=True),
    )


def _short_nights(encoding: Encoding, question: str, hours: int) -> list[Formula]:
    nights = []
    for night in _NIGHTS:
        value, number = _night(encoding, question, night)
        nights.append(both(value.usable, negate(at_least(hours + 1, (1, number)))))
    return nights


def _no_sleep_pair(encoding: Encoding) -> Value:
    ways = []
    for question, session in _sleep_questions(encoding):
        one, two, three = _short_nights(encoding, question, 1)
        ways.append(both(session, two, either(one, three)))
    return yes_no(some(ways))


def _three_short(encoding: Encoding) -> Value:
    found = (both(on, *_short_nights(encoding, question, 3)) for question, on in _sleep_questions(encoding))
    return yes_no(some(found))


def _strongest_feeling(encoding: Encoding) -> Value:
    strongest = encoding.field(encoding.bank.roles.feelings, 0, "strongest")
    selected = encoding.field(encoding.bank.roles.feelings, 0, "selected").options
    found: dict[Scalar, Formula] = {}
    for option, given in strongest.options.items():
        others = (negate(other) for name, other in selected.items() if name != option)
        only = both(selected.get(option, FALSE), every(others))
        found[option] = either(given, both(negate(strongest.usable), only))
    return _set(found)


def _nostop_variant(encoding: Encoding) -> Value:
    unresolved, now = (
        encoding.unresolved(encoding.bank.roles.substance),
        encoding.answer(encoding.bank.roles.use_now),
    )
    stopped = now.options.get("not_taking", FALSE)
    nostop = [both(encoding.entry_there(i), encoding.fact_of_entry("nostop", i)) for i in encoding.entries]
    elsewhere = [encoding.fact_of_entry("nonpharmacy", i) for i in encoding.entries]
    known = negate(unresolved)
    pharmacy = both(known, some(both(n, negate(e)) for n, e in zip(nostop, elsewhere, strict=True)))
    return _set(
        {
            "continuing": both(pharmacy, now.usable, negate(stopped)),
            "already_stopped": both(pharmacy, stopped),
            "both": both(pharmacy, negate(now.usable)),
            "nonpharmacy": both(known, some(both(n, e) for n, e in zip(nostop, elsewhere, strict=True))),
            "conditional": both(unresolved, some(nostop)),
        }
    )


def _same_plan(encoding: Encoding) -> Value:
    """A trigger row fires or an if-then pair is there, and the earlier record says the same."""
    rows = (encoding.action(a.id) for a in encoding.bank.actions if a.is_trigger_row)
    raw = encoding.inputs.questions.get(encoding.bank.roles.ifthen)
    pairs = (
        encoding.field(encoding.bank.roles.ifthen, index, name).usable
        for index in range(len(raw.elements) if raw else 0)
        for name in ("if", "then")
    )
    compared = both(encoding.inputs.again, negate(encoding.in_followup))
    return yes_no(both(compared, either(*rows, *pairs)))


def agreed(encoding: Encoding) -> Formula:
    """Whether a next contact is agreed that lies ahead."""
    return some(both(session, ahead) for session, ahead, _ in _contacts(encoding))


def _contacts(encoding: Encoding) -> Iterable[tuple[Formula, Formula, Number]]:
    for session in ("interview", "followup"):
        question = encoding.bank.roles.contact_in(session)
        raw = encoding.inputs.questions.get(question)
        number = raw.elements[0]["when"].number if raw and raw.elements else None
        if number is not None:
            usable = encoding.field(question, 0, "when").usable
            on = encoding.in_followup if session == "followup" else negate(encoding.in_followup)
            yield on, both(usable, at_least(1, (1, number))), number


def _later(due: Due, number: Number) -> Formula:
    """Whether an agreed contact lies after a due time."""
    match due.word:
        case "hours":
            return at_least((due.n or 0) + 1, (1, number))
        case "days":
            return at_least(_NOON + _DAY * (due.n or 0), (1, number))
        case "today" | "tonight":
            return at_least(_NOON, (1, number))
        case "now":
            return at_least(1, (1, number))
        case _:
            return FALSE


def _first(encoding: Encoding, dues: tuple[Due, ...]) -> Iterable[tuple[Due, Formula]]:
    """Each due time, with when it is the first whose condition holds."""
    passed: list[Formula] = []
    for due in dues:
        holds = encoding.holds(due.when)
        yield due, both(holds, *(negate(each) for each in passed))
        passed.append(holds)


def _extra_contact(encoding: Encoding) -> Value:
    contact = encoding.bank.action_by_id.get(encoding.bank.roles.contact_rule)
    found: dict[Scalar, Formula] = {}
    for due, chosen in _first(encoding, contact.extra if contact else ()):
        words = due.word if due.n is None else f"{due.word} {due.n}"
        late = (both(on, ahead, _later(due, number)) for on, ahead, number in _contacts(encoding))
        wanted = both(chosen, either(negate(agreed(encoding)), *late))
        found[words] = either(found.get(words, FALSE), wanted)
    return _set(found)


def _contact_after_due(encoding: Encoding) -> Value:
    contact = encoding.bank.action_by_id.get(encoding.bank.roles.contact_rule)
    ways = (
        both(chosen, on, ahead, _later(due, number))
        for due, chosen in _first(encoding, contact.latest if contact else ())
        for on, ahead, number in _contacts(encoding)
    )
    return yes_no(some(ways))


def _unresolved_critical(encoding: Encoding) -> Value:
    return _set({q.id: encoding.open_item(q.id) for q in encoding.bank.critical})


FACTS: dict[str, Callable[[Encoding], Value]] = {
    "path": _path,
    "mixed": _mixed,
    "classes": _classes,
    "nonpharmacy": _nonpharmacy,
    "mixed_use": _mixed_use,
    "withdrawal": _withdrawal,
    "sleep_mean": _sleep_mean,
    "no_sleep_pair": _no_sleep_pair,
    "three_short": _three_short,
    "strongest_feeling": _strongest_feeling,
    "nostop_variant": _nostop_variant,
    "earliest_domain": timeline.earliest_domain,
    "domains": timeline.domains,
    "before_domains": timeline.before_domains,
    "branch_domains": timeline.branch_domains,
    "sai": timeline.sleep_anxiety_idealising,
    "recurs_from_earlier": timeline.recurs_from_earlier,
    "earliest_is_answered": timeline.earliest_is_answered,
    "same_plan_as_earlier": _same_plan,
    "contact_after_due": _contact_after_due,
    "extra_contact": _extra_contact,
    "unresolved_critical": _unresolved_critical,
}
"""By name, as in the catalogue of derived facts."""
