"""What is shown together: numbers on one line, and questions on one screen."""

from __future__ import annotations

from relapse_cli.logic.interview.order import field_steps
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.step import Step

_NUMBERS = frozenset({"number", "scale"})
_TEXTS = frozenset({"text", "long_text"})


def line_steps(question: Question, at: Step, reading: Evaluation) -> tuple[Step, ...]:
    """The steps that are typed on one line with a field of a group; empty when it stands alone."""
    if at.field is None or at.entry is not None:
        return ()
    screen = question.field_by_id[at.field].screen
    shared = [field for field in question.fields if screen is not None and field.screen == screen]
    if not all(field.type in _NUMBERS for field in shared):
        return ()
    together = {field.id for field in shared}
    steps = tuple(s for s in field_steps(question, None, reading) if s.field in together)
    return steps if len(steps) > 1 else ()


def shared_questions(question: str, reading: Evaluation) -> tuple[str, ...]:
    """The texts that share the screen of a question and are asked, in their order; empty when it is alone."""
    known = reading.bank.questions[question]
    if known.screen is None or not reading.asked(question):
        return ()
    order, questions = reading.bank.presented[reading.session], reading.bank.questions
    shared = [q for q in order if questions[q].screen == known.screen and reading.asked(q)]
    is_texts = all(reading.bank.questions[q].type in _TEXTS for q in shared)
    return tuple(shared) if len(shared) > 1 and is_texts else ()
