"""What a changed answer would do to others: said before it is done."""

from __future__ import annotations

from relapse_cli.logic.impact import impact, impact_in_words
from relapse_cli.logic.interview import Interview
from relapse_cli.logic.stored_answers import is_given
from relapse_cli.model.bank import Option
from relapse_cli.prompters.base import OWN

CHANGE = f"{OWN}change"
CHANGE_LABEL = "Make this change?"
WAYS = (
    Option(id="change", label="Make the change"),
    Option(id="leave", label="Leave it as it was"),
)


def preview(before: Interview, after: Interview) -> tuple[str, ...]:
    """What changing a stored answer would do, in sentences; empty when nothing has to be asked.

    A new answer is never questioned, nor is one to a question that is still being put.
    """
    if before.at is None or before.at.question not in before.put:
        return ()
    if not is_given(before.record.answers.get(before.at.question)) or adds_only(before, after):
        return ()
    found = impact(before, after)
    return impact_in_words(found) if found.matters else ()


def adds_only(before: Interview, after: Interview) -> bool:
    """Whether something new was given and nothing that stood on screen was replaced."""
    assert before.at is not None  # noqa: S101 - check-answers changes no answer
    steps = before.line or (before.at,)
    changed = [step for step in steps if before.at_step(step) != after.at_step(step)]
    return bool(changed) and not any(is_given(before.at_step(step)) for step in changed)
