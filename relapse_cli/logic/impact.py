"""What changing an answer would do, said before it is done: answers hidden, lines gone and new, the level."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.logic.evaluation import Evaluation
from relapse_cli.logic.interview import Interview
from relapse_cli.logic.stored_answers import is_given


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
    """

    hides: tuple[str, ...]
    shows: tuple[str, ...]
    opens: tuple[str, ...]
    removes: tuple[str, ...]
    adds: tuple[str, ...]
    level: tuple[int, int]

    @property
    def matters(self) -> bool:
        """Whether there is something to say before the change is made."""
        return bool(self.hides or self.removes or self.level[0] != self.level[1])


def impact(before: Interview, after: Interview) -> Impact:
    """Compare two states under the live rules; what has not been put counts as nothing in both."""
    old, new = before.reading, live(before, after)
    given = [q for q in before.order if is_given(after.record.answers.get(q))]
    old_lines, new_lines = fired(old), fired(new)
    return Impact(
        hides=tuple(q for q in given if old.enabled(q) and not new.enabled(q)),
        shows=tuple(q for q in given if new.enabled(q) and not old.enabled(q)),
        opens=tuple(q for q in before.order if new.asked(q) and not old.asked(q) and q not in given),
        removes=tuple(rule for rule in old_lines if rule not in new_lines),
        adds=tuple(rule for rule in new_lines if rule not in old_lines),
        level=(old.computed_level, new.computed_level),
    )


def live(before: Interview, after: Interview) -> Evaluation:
    """The answers after a change, with only what had been put before it."""
    reached = before.put | ({before.at.question} if before.at else frozenset())
    return Evaluation(after.bank, after.record, reached=frozenset(reached))


def fired(reading: Evaluation) -> tuple[str, ...]:
    """The rules that put a line on the plan, in file order."""
    return tuple(action.id for action in reading.bank.actions if reading.action(action.id))


def impact_in_words(found: Impact) -> tuple[str, ...]:
    """An impact as short sentences; empty when nothing would change beyond the answer."""
    sentences = (
        (found.hides, f"It hides {counted(found.hides, 'answer')}, which stay kept."),
        (found.shows, f"It brings back {counted(found.shows, 'answer')} given earlier."),
        (found.opens, f"It opens {counted(found.opens, 'more question')}."),
        (found.removes, f"It takes these lines off the plan: {', '.join(found.removes)}."),
        (found.adds, f"It adds these lines to the plan: {', '.join(found.adds)}."),
        (found.level[0] != found.level[1], f"The level goes from {found.level[0]} to {found.level[1]}."),
    )
    return tuple(words for said, words in sentences if said)


def counted(items: tuple[str, ...], noun: str) -> str:
    """A number with its noun."""
    return f"{len(items)} {noun}{'' if len(items) == 1 else 's'}"
