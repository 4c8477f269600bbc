"""What every answer line is made of: its rule, a title, and the patient's own words beneath it, uncut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relapse_cli.logic.lines.action_lines import known_sources
from relapse_cli.logic.lines.few_words import answer_in_few_words
from relapse_cli.logic.lines.placeholders import answer, said
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition, PlanSection
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.line_text import Detail, LineText, Said
from relapse_cli.model.plan import Line


def answer_line(
    rule: AnswerLine,
    reading: Evaluation,
    texts: dict[Edition, LineText],
    grounds: frozenset[str],
    *,
    suffix: str = "",
    section: PlanSection | None = None,
) -> Line:
    """Build one answer line; several lines of one rule differ by ``suffix``."""
    return Line(
        rule=rule.id,
        id=f"{rule.id}{suffix}",
        section=section or rule.section,
        kind="do",
        role="answer",
        texts=texts,
        owner=None,
        due=None,
        later=rule.later and reading.level == EMERGENCY_LEVEL,
        because=tuple(sorted(reading.rest_on(grounds))),
        basis=rule.basis,
        basis_note=rule.basis_note,
        sources=known_sources(rule, reading),
    )


def titled(rule: AnswerLine, edition: Edition, rows: Iterable[Detail]) -> LineText:
    """The title of an answer line with what stands beneath it."""
    return LineText((rule.titles[edition],), tuple(rows))


def quoted(names: Iterable[str], rule: AnswerLine, reading: Evaluation) -> list[Detail]:
    """Each usable answer under its label."""
    rows: list[Detail] = []
    for name in names:
        words, _ = answer(name, reading, limit=None)
        if words is not None:
            question = reading.bank.questions[split_answer(name, reading.bank)[0]]
            rows.append(Said(rule.labels.get(name) or question.title, (words,), question.id))
    return rows


def in_words(question: Question, reading: Evaluation, brief: Mapping[str, str] | None = None) -> Said:
    """A usable answer under the title of its question; with ``brief`` also in few words."""
    given = reading.answer(question.id)
    words = said(question, given, reading, limit=None)
    short = () if brief is None else answer_in_few_words(question, given, brief, reading)
    return Said(question.title, (words,), question.id, quiet=_is_quiet(question, given), short=short)


def _is_quiet(question: Question, given: Answer) -> bool:
    """Whether everything that was chosen is reassuring; no words of somebody's own ever are."""
    if isinstance(given.value, bool):
        chosen: tuple[str, ...] = (str(given.value).lower(),)
    else:
        chosen = given.options or ((given.text,) if given.text else ())
    return bool(chosen) and set(chosen) <= set(question.quiet)


def domain_suffix(domain: str) -> str:
    """A domain as it stands in the id of a line: ``pain_illness`` is ``PAIN-ILLNESS``."""
    return domain.upper().replace("_", "-")
