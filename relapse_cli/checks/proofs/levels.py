"""Levels with and without an answer compared (rules 12.1 and 12.2), as claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from relapse_cli.checks.proofs.claims import Claim
from relapse_cli.checks.proofs.formula import FALSE, Formula, Variable, Without, both, negate, some
from relapse_cli.checks.proofs.promises import loud_options, option_chosen, option_value
from relapse_cli.logic.rules.conditions import holds

if TYPE_CHECKING:
    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.checks.proofs.witness import Interview
    from relapse_cli.model.bank_properties import Missing, Positive, Promise, SparedOptions
    from relapse_cli.model.condition import Condition

_LEVELS = (2, 3, 4)


def _drops(search: Search, missing: Iterable[Variable], *, by: bool) -> Formula:
    """Whether the level is lower (``by``) or higher once some variables are false."""
    gone = tuple(missing)
    ways = []
    for n in _LEVELS:
        here, there = search.encoding.level(n), Without(search.encoding.level(n), gone)
        ways.append(both(here, negate(there)) if by else both(negate(here), there))
    return some(ways)


def _not_spared(promise: Promise, search: Search) -> Formula:
    return negate(some(search.encoding.holds(each.when) for each in promise.unless))


def _is_spared(promise: Promise, interview: Interview) -> bool:
    return any(holds(each.when, interview.reading) for each in promise.unless)


def missing_claims(promise: Missing, search: Search) -> Iterator[Claim]:
    """For each quiet answer to a critical question: that its absence never lowers the level."""
    for question in search.bank.critical:
        for option in question.quiet:
            chosen = option_chosen(question, option)
            yield _missing(promise, f"{question.id}={option}", question.id, chosen, search)
    for quiet in promise.quiet:
        yield _missing(promise, f"{quiet.question}, quiet", quiet.question, quiet.when, search)
    for name in promise.fields:
        yield _missing_field(promise, name, search)


def _missing(promise: Missing, told: str, question: str, when: Condition, search: Search) -> Claim:
    raw = search.encoding.inputs.questions[question]
    lower = _drops(search, raw.variables, by=True)
    broken = both(raw.given, search.encoding.holds(when), _not_spared(promise, search), lower)

    def removed(interview: Interview) -> Interview:
        return interview.without(question)

    def shows(interview: Interview) -> bool:
        if not holds(when, interview.reading) or _is_spared(promise, interview):
            return False
        return _level(removed(interview)) < _level(interview)

    return Claim("quiet answer", told, promise.says, broken, shows, removed, when)


def _level(interview: Interview) -> int:
    return interview.reading.computed_level


def _missing_field(promise: Missing, name: str, search: Search) -> Claim:
    """A field of the first entry, in an interview that answers only what is asked."""
    taken = search.bank.roles.substance
    raw = search.encoding.inputs.questions[taken].elements[0][name]
    lower = _drops(search, raw.variables, by=True)
    broken = both(search.only_asked, raw.given, _not_spared(promise, search), lower)

    def removed(interview: Interview) -> Interview:
        entries = interview.record.answers.get(taken)
        if not isinstance(entries, list) or not isinstance(entries[0], dict):
            return interview
        first = {key: value for key, value in entries[0].items() if key != name}
        return interview.with_answer(taken, [first, *entries[1:]])

    def shows(interview: Interview) -> bool:
        return not _is_spared(promise, interview) and _level(removed(interview)) < _level(interview)

    return Claim("quiet answer", f"{taken}.{name}", promise.says, broken, shows, removed)


def positive_claims(promise: Positive, search: Search) -> Iterator[Claim]:
    """For each option that is not quiet: that it never stands below a missing answer."""
    for question in search.bank.critical:
        value = search.encoding.answer(question.id)
        for option in loud_options(question) if value.options else []:
            chosen = value.options.get(option_value(option), FALSE)
            yield _positive(promise, question.id, option, chosen, search)
    for name, quiet in promise.fields.items():
        for each, chosen in search.encoding.named(name).options.items():
            if each not in quiet:
                yield _positive(promise, name, str(each), chosen, search)


def _positive(promise: Positive, name: str, option: str, chosen: Formula, search: Search) -> Claim:
    """One option; where it is an exception, that the exception is needed."""
    question = name if name in search.bank.questions else name.rpartition(".")[0]
    rows = [row for row in promise.spared if row.question == name and option in row.options]
    whole = next((row.why for row in rows if row.when is None), "")
    spared = FALSE if whole else _any_row(rows, search)
    higher = _drops(search, search.encoding.inputs.questions[question].variables, by=False)
    broken = both(chosen, _not_spared(promise, search), negate(spared), higher)

    def removed(interview: Interview) -> Interview:
        return interview.without(question)

    def shows(interview: Interview) -> bool:
        if not _has_option(interview, name, option) or _is_spared(promise, interview):
            return False
        if not whole and _row_here(rows, interview):
            return False
        return _level(removed(interview)) > _level(interview)

    told = f"{name}={option}"
    return Claim("positive answer", told, promise.says, broken, shows, removed, None, whole)


def _any_row(rows: list[SparedOptions], search: Search) -> Formula:
    return some(search.encoding.holds(row.when) for row in rows if row.when is not None)


def _row_here(rows: list[SparedOptions], interview: Interview) -> bool:
    return any(row.when is not None and holds(row.when, interview.reading) for row in rows)


def _has_option(interview: Interview, name: str, option: str) -> bool:
    """Whether an option was chosen and counts."""
    given = interview.reading.named(name)
    return option in given.options or given.scalar == option_value(option)
