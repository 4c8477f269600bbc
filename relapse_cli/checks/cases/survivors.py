"""Changes that no case notices: whether any interview could, and one that does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from relapse_cli.checks.cases.judged import differ, judged
from relapse_cli.checks.cases.mutants import Mutant
from relapse_cli.checks.cases.noticed import Noticing, ReadCase
from relapse_cli.checks.cases.outcome import due_word, expected_of
from relapse_cli.checks.cases.witnesses import Goal, Hunted, Witness, hunt
from relapse_cli.checks.proofs.encoding import Encoding
from relapse_cli.checks.proofs.entry_facts import ENTRY_FACTS
from relapse_cli.checks.proofs.facts import FACTS
from relapse_cli.checks.proofs.formula import FALSE, Formula, both, either, negate, some
from relapse_cli.checks.proofs.grounds import open_beyond

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.checks.proofs.witness import Interview
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_rules import Action

State = Literal["could be noticed", "no interview tells", "not decided", ""]
"""What the solver says of a change that no case notices; nothing where it was not asked."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no case notices."""

    mutant: Mutant
    state: State


@dataclass(slots=True)
class Notices:
    """Whether interviews notice changes; each is told what came of it before the change."""

    noticing: Noticing
    _last: tuple[Interview, ReadCase] | None = field(default=None, init=False)

    def __call__(self, interview: Interview, goal: Goal) -> bool:
        """Whether an interview comes to something else after a change."""
        if not isinstance(goal, Mutant):
            return False
        if self._last is None or self._last[0] is not interview:
            self._last = interview, ReadCase(interview.reading, expected_of(interview.reading))
        return self.noticing.first(goal, [self._last[1]]) is not None


def look_for(
    survivors: list[Mutant], search: Search, notices: Notices, step: Callable[[int, int], None]
) -> Hunted:
    """Look for interviews that notice changes.

    First for those in which the changed condition is other than before, many at once. What they do not show
    is looked for change by change, over everything that can be expected of a case.

    Args:
        survivors: the changes.
        search: the solver, with the bank before the change.
        notices: whether an interview notices a change.
        step: told how many changes are decided, and of how many.
    """
    encoding = search.encoding
    hunted = hunt(search, {each: _here(each, encoding) for each in survivors}, notices)
    left = [each for each in (*hunted.never, *hunted.unlike) if isinstance(each, Mutant)]
    hunted.never, hunted.unlike = [], []
    while left:
        step(len(survivors) - len(left), len(survivors))
        mutant = left.pop(0)
        found = search.find(_anywhere(mutant, search.bank, encoding))
        if found is None:
            hunted.never.append(mutant)
            continue
        interview = search.interview(found)
        if not (interview.is_sound and notices(interview, mutant)):
            hunted.unlike.append(mutant)
            continue
        others = [each for each in left if notices(interview, each)]
        hunted.found.append(Witness(interview, frozenset((mutant, *others))))
        left = [each for each in left if each not in others]
    return hunted


def states(mutants: Iterable[Mutant], hunted: Hunted | None) -> Iterator[Survivor]:
    """Yield each change with what was found out of it."""
    never = hunted.never if hunted else []
    unlike = hunted.unlike if hunted else []
    for mutant in mutants:
        if hunted is None:
            yield Survivor(mutant, "")
        elif mutant in never:
            yield Survivor(mutant, "no interview tells")
        else:
            yield Survivor(mutant, "not decided" if mutant in unlike else "could be noticed")


def _here(mutant: Mutant, encoding: Encoding) -> Formula:
    """When the changed condition is other than before."""
    before, after = mutant.spot.condition, mutant.condition
    return some(
        both(there, differ(encoding.holds(before, scope), encoding.holds(after, scope)))
        for there, scope in judged(mutant.spot, encoding)
    )


def _anywhere(mutant: Mutant, bank: Bank, before: Encoding) -> Formula:
    """When anything that can be expected of a case is other than before."""
    changed = mutant.bank(bank)
    after = Encoding(changed, FACTS, ENTRY_FACTS, open_beyond, before.inputs)
    sheet = differ(before.holds(bank.family.when), after.holds(changed.family.when))
    return some(
        (
            *(differ(before.flag(name), after.flag(name)) for name in bank.flag_by_id),
            *(differ(before.action(name), after.action(name)) for name in bank.action_by_id),
            *(differ(before.enabled(name), after.enabled(name)) for name in bank.questions),
            both(negate(before.in_followup), sheet),
            *_times(mutant, bank, before, after),
            *_contacts(before, after),
        )
    )


def _contacts(before: Encoding, after: Encoding) -> Iterator[Formula]:
    """When the contact before a late one is another, or the reason for a late one is asked for otherwise."""
    for fact in ("extra_contact", "contact_after_due"):
        then, now = before.fact(fact).options, after.fact(fact).options
        yield from (differ(then.get(each, FALSE), now.get(each, FALSE)) for each in {**then, **now})


def _times(mutant: Mutant, bank: Bank, before: Encoding, after: Encoding) -> Iterator[Formula]:
    """When a line is due otherwise than before."""
    changed = after.bank.action_by_id
    for name, action in bank.action_by_id.items():
        own = mutant.spot.owner == ("action", name)
        if own or len(action.due) > 1:
            then, now = _words(action, before), _words(changed[name], after)
            stands = both(before.action(name), after.action(name))
            yield from (both(stands, differ(then[word], now[word])) for word in then)


def _words(action: Action, encoding: Encoding) -> dict[str, Formula]:
    """When a line is due at each of its times: the first whose condition holds."""
    found: dict[str, Formula] = {}
    earlier: list[Formula] = []
    for due in action.due:
        here = encoding.holds(due.when)
        word = due_word(due)
        found[word] = either(found.get(word, FALSE), both(here, *map(negate, earlier)))
        earlier.append(here)
    return found
