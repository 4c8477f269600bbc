"""What is read back to the patient where the interview closes, in the words that the plan will have."""

from __future__ import annotations

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.plan.build import plan_lines
from relapse_cli.model.screen import ReadBack


def read_back(interview: Interview) -> tuple[ReadBack, ...]:
    """The lines to read at the question on screen; none where its section reads nothing back."""
    rules = interview.bank.section_of[interview.question.id].reads_back
    if not rules:
        return ()
    lines = plan_lines(interview.whole, signed=False)
    texts = (line.texts.get("patient") for rule in rules for line in lines if line.rule == rule)
    return tuple(ReadBack(text.heading, text.beneath) for text in texts if text is not None)
