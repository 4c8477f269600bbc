"""Everything that is proved of a bank, in the order in which it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from relapse_cli.checks.proofs.claims import Claim, judge
from relapse_cli.checks.proofs.levels import missing_claims, positive_claims
from relapse_cli.checks.proofs.parts import judge_parts
from relapse_cli.checks.proofs.promises import option_claims, property_claims
from relapse_cli.checks.proofs.search import Key, Search, pair_name
from relapse_cli.checks.proofs.suppressed import suppression_claims
from relapse_cli.checks.proofs.verdict import About, Proof, State, Verdict
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_properties import Properties

Steps = Callable[[int, int], None]

_ABOUT: dict[str, tuple[About, str]] = {
    "question": ("question", "It is asked in some interview."),
    "field": ("field", "It is filled in in some interview."),
    "option": ("option", "It is chosen in some interview that asks for it."),
    "fact": ("fact", "It holds in some interview."),
    "flag": ("flag", "It is set in some interview."),
    "action": ("action", "It stands on the plan of some interview."),
}


def prove(bank: Bank, properties: Properties, step: Steps | None = None) -> Proof:
    """Prove what can be proved of a bank; each interview that is named was put through its rules.

    Args:
        bank: the bank, checked.
        properties: what is promised of it, checked against it.
        step: told how many of the steps are done.
    """
    search = Search(bank)
    verdicts: list[Verdict] = []
    works = (_reachable(search), _pairs(search), _promised(properties, search))
    for index, work in enumerate(works):
        verdicts += work
        if step is not None:
            step(index + 1, len(works))
    return Proof(bank, tuple(verdicts), search.solver.asked)


def _reachable(search: Search) -> Iterator[Verdict]:
    """One verdict for each part of the bank."""
    never = set(search.reach_targets())
    for key in search.targets:
        about, says = _ABOUT[key[0]]
        if about == "question" and search.bank.questions[key[1]].required:
            says = "It is required, and some interview asks it."
        yield _reach_verdict(about, key, says, never, search)


def _reach_verdict(about: About, key: Key, says: str, never: set[Key], search: Search) -> Verdict:
    if key in search.unlike:
        return Verdict(about, key[1], "missing axiom", says, search.unlike[key])
    state: State = "false" if key in never else "proved"
    return Verdict(about, key[1], state, says, search.by.get(key))


def _pairs(search: Search) -> Iterator[Verdict]:
    """One verdict for each two flags: they can stand together, or never do."""
    never = set(search.reach_pairs())
    for one, other in combinations(search.bank.flag_by_id, 2):
        name = pair_name(one, other)
        key = ("pair", name)
        if key in search.unlike:
            yield Verdict("pair", name, "missing axiom", "They can stand together.", search.unlike[key])
        elif key in never:
            yield Verdict("pair", name, "proved", "They never stand together.")
        else:
            yield Verdict("pair", name, "proved", "They can stand together.", search.by[key])


def _promised(properties: Properties, search: Search) -> Iterator[Verdict]:
    yield from judge(_claims(properties, search), search)
    if properties.plan_parts is not None:
        yield from judge_parts(properties.plan_parts, search)


def _claims(properties: Properties, search: Search) -> Iterator[Claim]:
    yield from property_claims(properties.properties, search)
    yield from option_claims(properties.every_option, search)
    if properties.missing_never_lower is not None:
        yield from missing_claims(properties.missing_never_lower, search)
    if properties.positive_never_lower is not None:
        yield from positive_claims(properties.positive_never_lower, search)
    if properties.suppressions is not None:
        yield from suppression_claims(properties.suppressions, search)
