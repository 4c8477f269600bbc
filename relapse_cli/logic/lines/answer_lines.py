"""Answer lines: what was said, in the patient's own words (rules 7.8); they are no actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from relapse_cli.logic.answers.in_words import notes_in_words
from relapse_cli.logic.lines.answer_parts import answer_line, domain_suffix, in_words, quoted, titled
from relapse_cli.logic.lines.event_line import event_line
from relapse_cli.logic.lines.followup_lines import followup_lines
from relapse_cli.logic.lines.ifthen_lines import add_line, ifthen_lines
from relapse_cli.logic.lines.placeholders import fill
from relapse_cli.logic.lines.timeline_line import timeline_lines
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.answer import NOTHING
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition, PlanSection
from relapse_cli.model.condition import AllOf, AnyOf, Compare, Condition
from relapse_cli.model.line_text import Detail, LineText, Said, StillOpen
from relapse_cli.model.plan import Line


def answer_lines(rule: AnswerLine, reading: Evaluation, followed: Iterable[Line] = ()) -> Iterator[Line]:
    """The lines of one answer rule; none when no answer of it is usable.

    Args:
        rule: the rule.
        reading: the record.
        followed: in a follow-up, the lines of the plan of the interview that it follows, where it is known.
    """
    match rule.layout:
        case "list":
            yield from _list_lines(rule, reading)
        case "safety":
            yield _safety_line(rule, reading)
        case "event":
            yield from () if reading.in_followup else (event_line(rule, reading),)
        case "timeline":
            yield from timeline_lines(rule, reading)
        case "branches":
            yield from _branch_lines(rule, reading)
        case "ifthen":
            yield from ifthen_lines(rule, reading)
        case "add":
            yield from () if reading.in_followup else (add_line(rule, reading),)
        case "followup":
            yield from followup_lines(rule, reading, followed)
        case "notes":
            yield from _note_lines(rule, reading)


def _list_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """Answers under their labels, by edition."""
    texts: dict[Edition, LineText] = {}
    grounds: set[str] = set()
    for edition, names in rule.quotes.items():
        rows = quoted(names, rule, reading)
        if rows:
            texts[edition] = titled(rule, edition, rows)
            grounds.update(split_answer(name, reading.bank)[0] for name in names)
    if texts:
        yield answer_line(rule, reading, texts, frozenset(grounds))


def _safety_questions(reading: Evaluation) -> list[Question]:
    """The questions of the safety part that are enabled; in a follow-up the critical ones."""
    section = reading.roles.safety_in(reading.session)
    return [
        q
        for q in reading.bank.questions.values()
        if reading.bank.section_of[q.id].id == section
        and reading.enabled(q.id)
        and (q.critical or not reading.in_followup)
    ]


def _safety_line(rule: AnswerLine, reading: Evaluation) -> Line:
    """What was gone through, what was found, what is open; for the patient, that it was talked about."""
    questions = _safety_questions(reading)
    rows: list[Detail] = [in_words(q, reading, rule.brief) for q in questions if reading.answer(q.id).usable]
    is_open = {
        *reading.open_critical(),
        *(q.id for q in questions if q.critical and not reading.answer(q.id).usable),
    }
    rows += [StillOpen(q.id, q.title) for q in questions if q.id in is_open]
    texts: dict[Edition, LineText] = {"clinician": titled(rule, "clinician", rows)}
    grounds = frozenset(q.id for q in questions)
    if "patient" in rule.titles:
        talked = any(reading.answer(q.id).usable for q in questions if q.critical)
        words = (rule.answered.get("patient") if talked else None, rule.titles["patient"])
        texts["patient"] = LineText(fill(" ".join(filter(None, words)), rule.labels, reading).words)
    return answer_line(rule, reading, texts, grounds)


def _relevance_domains(condition: Condition) -> tuple[str, ...]:
    """The timeline domains on which a branch question opens."""
    match condition:
        case Compare(subject="fact", name="branch_domains", values=values):
            return tuple(str(value) for value in values)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return tuple(domain for part in parts for domain in _relevance_domains(part))
        case _:
            return ()


def _branch_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """One line for each open branch with an answer, named after the branch's first domain."""
    branches: dict[str, list[Question]] = {}
    for q in reading.bank.questions.values():
        domains = _relevance_domains(q.relevance) if reading.answer(q.id).usable else ()
        if domains:
            branches.setdefault(domains[0], []).append(q)
    for domain, questions in branches.items():
        texts: dict[Edition, LineText] = {
            "clinician": titled(rule, "clinician", [in_words(q, reading) for q in questions])
        }
        grounds = frozenset(q.id for q in questions)
        line = answer_line(rule, reading, texts, grounds, suffix=f"-{domain_suffix(domain)}")
        yield line.model_copy(update={"domain": domain})


def notes_on(question: Question, reading: Evaluation) -> list[Said]:
    """Return the notes on an enabled answer, its fields and entries; those on a withheld one stay private."""
    if question.never_export or not reading.enabled(question.id):
        return []
    answer = reading.record.answer(question.id)
    if answer is NOTHING:
        return []
    found = [Said(question.title, (note,), question.id) for note in notes_in_words(question, answer)]
    for index, item in enumerate(answer.items or (answer,), 1):
        where = f"{question.title}, {index}" if question.type == "event" else question.title
        if item is not answer:
            found += [Said(where, (note,), question.id) for note in notes_in_words(question, item)]
        for field in question.fields:
            notes = notes_in_words(field, item.fields.get(field.id, NOTHING))
            found += [Said(f"{where}, {field.title}", (note,), question.id) for note in notes]
    return found


def _note_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """Notes on enabled answers, one line for each section of the plan."""
    by_section: dict[PlanSection, list[Said]] = {}
    for section in reading.bank.sections:
        for q in section.questions:
            if found := notes_on(q, reading):
                by_section.setdefault(section.plan_section, []).extend(found)
    for plan_section, rows in by_section.items():
        texts: dict[Edition, LineText] = {"clinician": titled(rule, "clinician", rows)}
        yield answer_line(
            rule,
            reading,
            texts,
            frozenset(row.question for row in rows),
            suffix=f"-{plan_section.upper()}",
            section=plan_section,
        )
