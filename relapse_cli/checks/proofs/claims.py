"""What no interview may be like, put to the solver together, and each answer put through the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relapse_cli.checks.proofs.formula import Formula, Truth, some
from relapse_cli.checks.proofs.minimal import minimal
from relapse_cli.checks.proofs.verdict import About, State, Verdict

if TYPE_CHECKING:
    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.checks.proofs.witness import Interview
    from relapse_cli.model.condition import Condition

Removal = Callable[["Interview"], "Interview"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that no interview may be like.

    Attributes:
        says: the promise, as a sentence.
        broken: when an interview breaks it.
        shows: whether an interview breaks it, as the rules have it.
        removed: the interview it is compared with.
        arises: what an interview is like in which the promise matters.
        needed: why it may be broken: an exception, which somebody must need.
    """

    about: About
    id: str
    says: str
    broken: Formula
    shows: Callable[[Interview], bool]
    removed: Removal | None = None
    arises: Condition | None = None
    needed: str = ""


def judge(claims: Iterator[Claim], search: Search) -> Iterator[Verdict]:
    """Judge claims in their order; that no interview breaks one of them proves all of them at once."""
    listed = list(claims)
    broken = dict(_broken([claim for claim in listed if not claim.needed], search))
    for claim in listed:
        if claim.needed:
            yield _exception(claim, search)
        elif claim.id in broken:
            yield _counter_example(claim, broken[claim.id], search)
        else:
            witness = search.known(claim.arises) if claim.arises is not None else None
            yield Verdict(claim.about, claim.id, "proved", claim.says, witness)


def _broken(left: list[Claim], search: Search) -> Iterator[tuple[str, Interview]]:
    """Each claim that an interview breaks, with one that does."""
    while left:
        whole = some(claim.broken for claim in left)
        if search.solver.find(whole) is None:
            return
        found = search.find(whole)
        assert found is not None  # noqa: S101 - it was found a moment ago
        truth = Truth(found)
        interview = search.interview(found)
        yield from ((claim.id, interview) for claim in left if truth.of(claim.broken))
        left = [claim for claim in left if not truth.of(claim.broken)]


def _counter_example(claim: Claim, found: Interview, search: Search) -> Verdict:
    """A promise that an interview breaks, or one where the formulas and the rules do not agree."""
    if not (found.is_sound and claim.shows(found)):
        return Verdict(claim.about, claim.id, "missing axiom", claim.says, found, _second(claim, found))
    least = minimal(found, claim.shows).called(search.next_name())
    return Verdict(claim.about, claim.id, "false", claim.says, least, _second(claim, least))


def _second(claim: Claim, interview: Interview) -> Interview | None:
    return claim.removed(interview).as_second() if claim.removed is not None else None


def _exception(claim: Claim, search: Search) -> Verdict:
    """A named exception, with an interview that needs it; one that nothing needs is told."""
    found = search.solver.find(claim.broken)
    if found is None:
        return Verdict(claim.about, claim.id, "false", "Nothing needs the exception that is named for it.")
    interview = search.interview(found)
    right = interview.is_sound and claim.shows(interview)
    says = f"A named exception: {claim.needed}"
    state: State = "proved" if right else "missing axiom"
    return Verdict(claim.about, claim.id, state, says, interview, _second(claim, interview))
