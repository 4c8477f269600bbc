"""What was taken, product by product, and how it is now; what is not known is named as open (A-EVENT)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from relapse_cli.logic.lines.answer_parts import answer_line, in_words, titled
from relapse_cli.logic.lines.few_words import fields_in_few_words
from relapse_cli.logic.lines.placeholders import said
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.line_text import Detail, Said, Span, StillOpen, Words, in_plain
from relapse_cli.model.plan import Line


def event_line(rule: AnswerLine, reading: Evaluation) -> Line:
    """The line of what was taken; it stands in every interview, however little is known."""
    names = [split_answer(name, reading.bank) for name in rule.quotes["clinician"]]
    fields = [field for question, field in names if question == reading.roles.substance and field is not None]
    others = dict.fromkeys(question for question, _ in names if question != reading.roles.substance)
    rows = [*_products(fields, rule.brief, reading), *_rows(list(others), rule.brief, reading)]
    grounds = frozenset({reading.roles.substance, *others})
    return answer_line(rule, reading, {"clinician": titled(rule, "clinician", rows)}, grounds)


def _products(fields: list[str], brief: Mapping[str, str], reading: Evaluation) -> Iterator[Detail]:
    """One row for each product, whatever the order in which they were entered."""
    question = reading.bank.questions[reading.roles.substance]
    if reading.unresolved(reading.roles.substance):
        yield StillOpen(question.id, question.title)
        return
    specs = [question.field_by_id[field] for field in fields]
    rows = (
        _product(specs, item, question, brief, reading)
        for item in reading.answer(reading.roles.substance).items
    )
    yield from sorted(rows, key=lambda row: in_plain(row.words))


def _product(
    specs: list[Field_], item: Answer, question: Question, brief: Mapping[str, str], reading: Evaluation
) -> Said:
    """A product: its class, then what else is known of it under its labels, then what is not."""
    first, *further = specs
    known = [(spec, reading.item_field(reading.roles.substance, item, spec.id)) for spec in further]
    words: list[Span] = []
    for spec, given in known:
        if given.usable:
            words += [f"{spec.title}: ", said(spec, given, reading, limit=None), "; "]
    missing = [spec.title for spec in specs if _is_open(spec, item, reading)]
    rest: Words = (f"still open: {', '.join(missing)}",) if missing else ()
    label = reading.item_field(reading.roles.substance, item, first.id)
    name = first.option_in_short(label.value) if label.usable else question.title
    told = fields_in_few_words(reading.roles.substance, known, brief, reading)
    few = [span for words in (told, rest) if words for span in (", ", *words)]
    whole = (*words, *rest) if rest else tuple(words[:-1])
    return Said(name, whole, reading.roles.substance, short=(name, *few))


def _is_open(spec: Field_, item: Answer, reading: Evaluation) -> bool:
    """Whether a field of a product is relevant and holds nothing."""
    usable = reading.item_field(reading.roles.substance, item, spec.id).usable
    return not usable and reading.field_enabled(reading.roles.substance, item, spec)


def _rows(questions: list[str], brief: Mapping[str, str], reading: Evaluation) -> Iterator[Detail]:
    """The other answers in words; a question that is not enabled is not called open."""
    for question in questions:
        known = reading.bank.questions[question]
        if reading.answer(question).usable:
            yield in_words(known, reading, brief)
        elif reading.unresolved(question):
            yield StillOpen(question, known.title)
