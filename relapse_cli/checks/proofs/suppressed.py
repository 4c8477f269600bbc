"""What keeps a flag down: something else must stand in its place (rules 12, suppressions)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from relapse_cli.checks.proofs.promises import condition_claim
from relapse_cli.model.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    FlagSet,
    Not,
    SomeEntry,
)

if TYPE_CHECKING:
    from relapse_cli.checks.proofs.claims import Claim
    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.model.bank_properties import Suppressions


def suppression_claims(promise: Suppressions, search: Search) -> Iterator[Claim]:
    """For each flag that others keep down: that it stands, or one of those in its place."""
    for flag in search.bank.flags:
        for session, when in (("interview", flag.when), ("followup", flag.followup)):
            if when is None:
                continue
            instead: set[str] = set()
            found = _without_suppressors(when, promise.facts, instead)
            if instead:
                names = (flag.id, *sorted(instead - {flag.id}))
                told = " or ".join(names) + ("" if session == "interview" else ", followup")
                broken = _broken(names, session, found)
                yield condition_claim(
                    "suppression", told, promise, broken=broken, arises=found, search=search
                )


def _broken(names: tuple[str, ...], session: str, found: Condition) -> Condition:
    followup = Compare(subject="fact", name="path", op="is", values=("followup",))
    here: Condition = followup if session == "followup" else Not(part=followup)
    return AllOf(parts=(here, found, Not(part=FlagSet(n=1, of=names))))


def _without_suppressors(
    condition: Condition, facts: Mapping[str, tuple[str, ...]], instead: set[str]
) -> Condition:
    """A condition without what keeps it down; the flags that stand in its place are added to a set."""
    match condition:
        case Not(part=FlagSet(of=names)):
            instead.update(names)
            return ALWAYS
        case Not(part=Compare(subject="fact", name=name)) if name in facts:
            instead.update(facts[name])
            return ALWAYS
        case AllOf(parts=parts):
            return AllOf(parts=tuple(_without_suppressors(part, facts, instead) for part in parts))
        case AnyOf(parts=parts):
            return AnyOf(parts=tuple(_without_suppressors(part, facts, instead) for part in parts))
        case SomeEntry(part=part):
            return SomeEntry(part=_without_suppressors(part, facts, instead))
        case _:
            return condition
