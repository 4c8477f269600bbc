"""What a changed answer would do to others: said before it is done."""

from __future__ import annotations

from relapse_cli.logic.interview import Interview
from relapse_cli.logic.stored_answers import is_given
from relapse_cli.model.bank import Option
from relapse_cli.prompters.base import OWN

CHANGE = f"{OWN}change"
WAYS = (
    Option(id="change", label="Make the change"),
    Option(id="leave", label="Leave it as it was"),
)


def hidden_answers(before: Interview, after: Interview) -> tuple[str, ...]:
    """The titles of the given answers that a change would set aside, in the bank's order."""
    return tuple(
        before.bank.questions[q].title
        for q in before.order
        if is_given(before.record.answers.get(q))
        and before.reading.enabled(q)
        and not after.reading.enabled(q)
    )


def preview(before: Interview, after: Interview) -> str | None:
    """What a change of an answer would do, in words; ``None`` when it sets no given answer aside."""
    if before.at is None or before.at.question not in before.put:
        return None
    hidden = hidden_answers(before, after)
    if not hidden:
        return None
    answers = "1 answer" if len(hidden) == 1 else f"{len(hidden)} answers"
    shown = "; ".join(hidden[:4]) + ("; and others" if len(hidden) > 4 else "")
    kept = f"This change sets {answers} aside ({shown}). They are kept, and used nowhere."
    return kept + plan_words(before, after)


def plan_words(before: Interview, after: Interview) -> str:
    """How many lines the plan would lose and gain as things stand, with a blank before it."""
    old = {action.id for action in before.bank.actions if before.reading.action(action.id)}
    new = {action.id for action in after.bank.actions if after.reading.action(action.id)}
    parts = [
        *([f"takes {len(old - new)} off the plan"] if old - new else []),
        *([f"adds {len(new - old)} to it"] if new - old else []),
    ]
    return f" As for lines, it {' and '.join(parts)}." if parts else ""
