"""What is shown together: numbers on one line, and the parts of a form on one screen."""

from __future__ import annotations

from relapse_cli.logic.interview.order import field_steps
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.step import Step

_NUMBERS = frozenset({"number", "scale"})


def line_steps(question: Question, at: Step, reading: Evaluation) -> tuple[Step, ...]:
    """The steps that are typed on one line with a field of a group; empty when it stands alone."""
    if at.field is None or at.entry is not None or at.is_words:
        return ()
    screen = question.field_by_id[at.field].screen
    shared = [field for field in question.fields if screen is not None and field.screen == screen]
    if not all(field.type in _NUMBERS for field in shared):
        return ()
    together = {field.id for field in shared}
    steps = tuple(s for s in field_steps(question, None, reading) if s.field in together)
    return steps if len(steps) > 1 else ()


def form_steps(at: Step, reading: Evaluation) -> tuple[Step, ...]:
    """The steps that share a screen with one, itself among them, in order; empty when it stands alone."""
    if at.is_words:
        around = form_steps(at.choice, reading) or (at.choice,)
        place = around.index(at.choice) + 1
        return (*around[:place], at, *around[place:])
    question = reading.bank.questions[at.question]
    if at.entry is not None:
        steps = field_steps(question, at.entry, reading, detail=at.detail)
    else:
        steps = [step for name in _together(question, reading) for step in _steps_of(name, reading)]
    is_form = at in steps and not set(steps) <= {at, *line_steps(question, at, reading)}
    return tuple(steps) if is_form else ()


def _together(question: Question, reading: Evaluation) -> list[str]:
    """The questions on the screen of a question that are asked; of a list it is the only one."""
    known, order = reading.bank.questions, reading.bank.presented[reading.session]
    if question.screen is None or question.type == "event" or not reading.asked(question.id):
        return [question.id]
    same = [q for q in order if known[q].screen == question.screen and known[q].type != "event"]
    return [q for q in same if reading.asked(q)]


def _steps_of(question: str, reading: Evaluation) -> list[Step]:
    """The steps of a question: its fields, or itself."""
    known = reading.bank.questions[question]
    return field_steps(known, None, reading) if known.type == "group" else [Step(question)]
