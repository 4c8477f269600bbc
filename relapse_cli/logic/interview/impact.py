"""What changing an answer would do, said before it is done: answers hidden, lines gone and new, the level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.plan.titles import rule_titles, whole_words
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.text.nouns import counted, listed

NAMED = 3
"""So many lines are named on each side where room is short."""

ALL = 1000
"""Every line is named."""


@dataclass(frozen=True, slots=True)
class Impact:
    """The difference between two states of an interview.

    Attributes:
        hides: questions that hold an answer which would no longer apply; it is kept, and counts nowhere.
        shows: questions whose kept answer would apply again.
        opens: questions that would be asked now.
        removes: rules whose line would leave the plan.
        adds: rules whose line would come onto the plan.
        level: the level before and after.
        clears: flags of the highest level that would be set no more, in words.
        titles: those lines in plain words, by rule.
    """

    hides: tuple[str, ...]
    shows: tuple[str, ...]
    opens: tuple[str, ...]
    removes: tuple[str, ...]
    adds: tuple[str, ...]
    level: tuple[int, int]
    titles: Mapping[str, str] = field(default_factory=dict)
    clears: tuple[str, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether to ask before the change is made: it lowers the level, or sets answers aside.

        At level 4 a flag of that level that goes is asked about too, although another one keeps the level.

        What raises the level is never put up for confirmation first (rules 1.11).
        """
        before, after = self.level
        return after < before or (after == before and bool(self.hides or self.clears))

    def titled(self, rules: tuple[str, ...]) -> tuple[str, ...]:
        """Lines by their titles, where they have one."""
        return tuple(self.titles.get(rule, rule) for rule in rules)


def impact(before: Interview, after: Interview) -> Impact:
    """Compare two states under the live rules; what has not been put counts as nothing in both."""
    old, new = before.reading, _as_put(before, after)
    given = [q for q in before.order if after.record.answer(q).is_given]
    old_lines, new_lines = _fired(old), _fired(new)
    removes = tuple(rule for rule in old_lines if rule not in new_lines)
    adds = tuple(rule for rule in new_lines if rule not in old_lines)
    return Impact(
        hides=tuple(q for q in given if old.enabled(q) and not new.enabled(q)),
        shows=tuple(q for q in given if new.enabled(q) and not old.enabled(q)),
        opens=tuple(q for q in before.order if new.asked(q) and not old.asked(q) and q not in given),
        removes=removes,
        adds=adds,
        level=(old.computed_level, new.computed_level),
        titles=rule_titles(removes, old) | rule_titles(adds, new),
        clears=_cleared(old, new),
    )


def _cleared(old: Evaluation, new: Evaluation) -> tuple[str, ...]:
    """The flags of the highest level that are set before and not after."""
    known = old.bank.flag_by_id
    gone = (known[flag] for flag in old.flags if flag not in new.flags)
    return tuple(whole_words(flag.text) for flag in gone if flag.level == EMERGENCY_LEVEL)


def _as_put(before: Interview, after: Interview) -> Evaluation:
    """The answers after a change, with only what had been put before it; what was emptied no longer is."""
    put = before.put if before.at is None else before.put | {before.at.question}
    put -= before.put - after.put
    return after.readings.of(after.bank, after.record, put)


def _fired(reading: Evaluation) -> tuple[str, ...]:
    """The rules that put a line on the plan, in file order; what the therapist took off is not there."""
    removed = reading.decisions.removed
    return tuple(a.id for a in reading.bank.actions if a.id not in removed and reading.action(a.id))


def impact_in_words(found: Impact, most: int = NAMED) -> tuple[str, ...]:
    """An impact as short sentences, the weightiest first; empty when nothing would change but the answer.

    Args:
        found: the impact.
        most: how many lines are named on each side; of more the first are named and the others counted.
    """
    before, after = found.level
    sentences = (
        (before != after, f"The level goes from {before} to {after}."),
        (found.clears, f"No longer found at level {EMERGENCY_LEVEL}: {'; '.join(found.clears)}."),
        (found.hides, f"It hides {counted(len(found.hides), 'answer')}, kept in the record."),
        (found.removes, f"Off the plan: {listed(found.titled(found.removes), most)}."),
        (found.adds, f"Onto the plan: {listed(found.titled(found.adds), most)}."),
        (found.shows, f"It brings back {counted(len(found.shows), 'answer')} given earlier."),
        (found.opens, f"It opens {counted(len(found.opens), 'more question')}."),
    )
    return tuple(words.replace("….", "…") for said, words in sentences if said)
