"""An answer in few words, for a page that is whole by itself; the bank says how it is put."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relapse_cli.logic.answers.in_words import said_beside
from relapse_cli.logic.answers.own_words import chosen_room
from relapse_cli.logic.lines.placeholders import said
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.line_text import Span, Words

_PLACE = "{}"


def answer_in_few_words(
    question: Question, given: Answer, brief: Mapping[str, str], reading: Evaluation
) -> Words:
    """A usable answer with its label, in the words of ``brief`` where there are any."""
    if question.type == "group":
        parts = [(field, given.part(field.id)) for field in question.fields]
        rows = fields_in_few_words(question.id, parts, brief, reading)
    else:
        rows = _value(question, given, reading)
    return _placed(brief.get(question.id) or f"{question.title}: {_PLACE}", rows)


def fields_in_few_words(
    question: str, parts: Iterable[tuple[Field_, Answer]], brief: Mapping[str, str], reading: Evaluation
) -> Words:
    """The usable fields of a group or an entry, one after the other."""
    words: list[Span] = []
    for field, given in parts:
        if given.usable:
            place = brief.get(f"{question}.{field.id}") or f"{field.title}: {_PLACE}"
            words += [*((", ",) if words else ()), *_placed(place, _value(field, given, reading))]
    return tuple(words)


def _placed(template: str, words: Words) -> Words:
    before, _, after = template.partition(_PLACE)
    return (*((before,) if before else ()), *words, *((after,) if after else ()))


def _value(spec: Question | Field_, given: Answer, reading: Evaluation) -> Words:
    """A value; options by their few words, within a sentence."""
    if spec.type == "choice":
        return (f"{_inside(spec.option_in_short(given.value))}{said_beside(spec, given)}",)
    if spec.type == "multi":
        room = chosen_room(spec, given)
        chosen = (
            f"{_inside(option.short or option.label)}{said_beside(spec, given) if option is room else ''}"
            for option in spec.options
            if option.id in given.options
        )
        return (", ".join(chosen),)
    return (said(spec, given, reading, limit=None),)


def _inside(label: str) -> str:
    """A label within a sentence; what is a sign of its own, such as "I" or "GHB", stays as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
