"""What the next step of the sequence is told as: one line, with the parts that the bank asks of a step."""

from __future__ import annotations

from relapse_cli.logic.interview.first_use import open_first_use
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.ask import Anchor, Choice, Distance, Text, Told, ToldAsk, ToldPart
from relapse_cli.model.bank_questions import Field_
from relapse_cli.model.step import Step
from relapse_cli.screens.interview.anchor_day import first_use_day
from relapse_cli.screens.interview.grouped import number_of

_NEEDED = {
    "when": "without it the place in the order is not known",
    "domain": "without it the plan cannot begin at this step",
}
"""What rules 2.3 read of a step."""


def told_line(interview: Interview) -> Told | None:
    """How the next entry of the list on screen can be told; ``None`` where it is asked field by field."""
    question = interview.question
    if question.id != interview.bank.roles.sequence or not interview.takes_entry(question.id):
        return None
    first_use, entry = first_use_day(interview), len(interview.entries)
    asks = [(field, _ask(field, interview, first_use)) for field in question.fields]
    parts = tuple(
        _part(Step(question.id, entry, field.id), field, ask) for field, ask in asks if ask is not None
    )
    home = next((part.field for part in parts if isinstance(part.ask, Text) and part.shown), None)
    open_ = first_use is None and open_first_use(interview.bank, interview.record) is not None
    return Told(parts, home, open_) if home else None


def _ask(field: Field_, interview: Interview, first_use: Anchor | None) -> ToldAsk | None:
    """What is asked of a field; ``None`` for what is not told in a line."""
    match field.type:
        case "text" | "long_text":
            return Text()
        case "choice":
            return Choice(field.options)
        case "scale" | "number":
            return number_of(field)
        case "duration":
            return Distance(interview.record.started_at, first_use)
        case _:
            return None


def _part(step: Step, field: Field_, ask: ToldAsk) -> ToldPart:
    """One part of the line."""
    return ToldPart(
        step,
        field.title,
        ask,
        field.label,
        field.help,
        _NEEDED.get(field.id, ""),
        shown=not field.detail,
    )
