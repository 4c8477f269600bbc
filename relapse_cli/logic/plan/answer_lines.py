"""Answer lines: what was said, in the patient's own words (rules 7.8); they are no actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from relapse_cli.logic.answers.in_words import duration_in_words, notes_in_words, quote
from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.timeline import timeline
from relapse_cli.logic.plan.action_lines import known_sources
from relapse_cli.logic.plan.order import domain_suffix
from relapse_cli.logic.plan.placeholders import answer, fill, said
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.answer import NOTHING, Answer
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition, PlanSection
from relapse_cli.model.condition import AllOf, AnyOf, Compare, Condition
from relapse_cli.model.known_ids import IFTHEN, SEQUENCE
from relapse_cli.model.line_text import (
    Blank,
    Detail,
    EventRow,
    LineDue,
    LineText,
    Note,
    Owner,
    Quote,
    Said,
    Span,
    StillOpen,
    Words,
    in_plain,
)
from relapse_cli.model.plan import Line

_PATIENT = "patient"
_TO_NAME = Blank(words="(still to be named)")
_SAFETY_SECTION = {"interview": "safety", "followup": "followup"}


def _answer_line(
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
        because=tuple(sorted(reading.rest_on(grounds))),
        basis=rule.basis,
        basis_note=rule.basis_note,
        sources=known_sources(rule, reading),
    )


def answer_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """The lines of one answer rule; none when no answer of it is usable."""
    match rule.layout:
        case "list":
            yield from _list_lines(rule, reading)
        case "safety":
            yield _safety_line(rule, reading)
        case "timeline":
            yield from _timeline_lines(rule, reading)
        case "branches":
            yield from _branch_lines(rule, reading)
        case "ifthen":
            yield from _ifthen_lines(rule, reading)
        case "notes":
            yield from _note_lines(rule, reading)


def _quoted(names: tuple[str, ...], rule: AnswerLine, reading: Evaluation) -> list[Detail]:
    """Each usable answer under its label."""
    rows: list[Detail] = []
    for name in names:
        words, _ = answer(name, reading)
        if words is not None:
            question = reading.bank.questions[split_answer(name, reading.bank)[0]]
            rows.append(Said(rule.labels.get(name) or question.title, (words,), question.id))
    return rows


def _titled(rule: AnswerLine, edition: Edition, rows: Iterable[Detail]) -> LineText:
    """The title of an answer line with what stands beneath it."""
    return LineText((rule.titles[edition],), tuple(rows))


def _in_words(question: Question, reading: Evaluation) -> Said:
    """A usable answer under the title of its question."""
    return Said(question.title, (said(question, reading.answer(question.id), reading),), question.id)


def _list_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """Answers under their labels, by edition."""
    texts: dict[Edition, LineText] = {}
    grounds: set[str] = set()
    for edition, names in rule.quotes.items():
        rows = _quoted(names, rule, reading)
        if rows:
            texts[edition] = _titled(rule, edition, rows)
            grounds.update(split_answer(name, reading.bank)[0] for name in names)
    if texts:
        yield _answer_line(rule, reading, texts, frozenset(grounds))


def _safety_questions(reading: Evaluation) -> list[Question]:
    """The questions of the safety part that are enabled; in a follow-up the critical ones."""
    section = _SAFETY_SECTION[reading.record.session]
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
    rows: list[Detail] = [_in_words(q, reading) for q in questions if reading.answer(q.id).usable]
    is_open = {
        *reading.open_critical(),
        *(q.id for q in questions if q.critical and not reading.answer(q.id).usable),
    }
    rows += [StillOpen(q.id, q.title) for q in questions if q.id in is_open]
    texts: dict[Edition, LineText] = {"clinician": _titled(rule, "clinician", rows)}
    grounds = frozenset(q.id for q in questions)
    if "patient" in rule.titles:
        talked = any(reading.answer(q.id).usable for q in questions if q.critical)
        words = (rule.answered.get("patient") if talked else None, rule.titles["patient"])
        texts["patient"] = LineText(fill(" ".join(filter(None, words)), rule.labels, reading).words)
    return _answer_line(rule, reading, texts, grounds)


def event_row(number: int, event: Event, reading: Evaluation) -> EventRow:
    """One event of the sequence in words."""
    spec = reading.bank.questions[SEQUENCE]
    when = reading.item_field(SEQUENCE, event.item, "when")
    parts: list[Span] = [Quote(quote(event.what))] if event.what else []
    if event.domain:
        parts.append(spec.field_by_id["domain"].option_label(event.domain))
    if event.intensity is not None:
        parts.append(f"{event.intensity:g} of 10")
    about = [span for part in parts for span in (", ", part)][1:]
    return EventRow(number, distance_words(event, when), tuple(about))


def distance_words(event: Event, when: Answer) -> str:
    """How far an event lies from the first use, in words."""
    if event.offset == 0:
        return "at the first use"
    words = duration_in_words(when)
    return f"{words} {event.side}" if words else f"some time {event.side}"


def _timeline_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """The sequence, earliest first, and the answers to the seed questions."""
    events = [event_row(number, event, reading) for number, event in enumerate(timeline(reading))]
    texts: dict[Edition, LineText] = {}
    for edition, names in rule.quotes.items():
        told = _quoted(tuple(name for name in names if name != SEQUENCE), rule, reading)
        shown = events if SEQUENCE in names else []
        if shown or told:
            texts[edition] = _titled(rule, edition, [*shown, *told])
    if texts:
        yield _answer_line(rule, reading, texts, frozenset().union(*rule.quotes.values()))


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
            "clinician": _titled(rule, "clinician", [_in_words(q, reading) for q in questions])
        }
        grounds = frozenset(q.id for q in questions)
        line = _answer_line(rule, reading, texts, grounds, suffix=f"-{domain_suffix(domain)}")
        yield line.model_copy(update={"domain": domain})


def _ifthen_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """One line for each if-then entry: if, then, whom to tell, otherwise."""
    number = 0
    for item in reading.answer(IFTHEN).items:
        words = {
            field: Quote(quote(text))
            for field in ("if", "then", "tell", "fallback")
            if (text := reading.item_field(IFTHEN, item, field).text)
        }
        if not words:
            continue
        number += 1
        row, short = Note((*_ifthen_words(words), *_otherwise(words))), in_plain(_ifthen_words(words))
        texts = {edition: LineText((title,), (row,), short) for edition, title in rule.titles.items()}
        line = _answer_line(rule, reading, texts, frozenset({IFTHEN}), suffix=f"-{number}")
        due = LineDue(reading.now.date().isoformat(), "today", "today") if number == 1 else None  # rules 7.7
        yield line.model_copy(update={"owner": patient(reading), "due": due})


def _ifthen_words(words: Mapping[str, Quote]) -> Words:
    """An if-then entry as one sentence without its end; what was left open says so."""
    tell: Words = (", and tell ", words["tell"]) if "tell" in words else ()
    return ("If ", words.get("if") or _TO_NAME, ", then ", words.get("then") or _TO_NAME, *tell)


def _otherwise(words: Mapping[str, Quote]) -> Words:
    """What to do if that does not work, and the end of the sentence."""
    fallback: Words = (". If that does not work: ", words["fallback"]) if "fallback" in words else ()
    last = str((*_ifthen_words(words), *fallback)[-1])
    return fallback if last.endswith((".”", "!”", "?”")) else (*fallback, ".")


def patient(reading: Evaluation) -> Owner:
    """The patient, who does what they said themselves."""
    return Owner(_PATIENT, reading.bank.wording.owners.get(_PATIENT, {}))


def _shown_notes(question: Question, reading: Evaluation) -> list[Said]:
    """The notes on an enabled answer, its fields and its entries; those on a withheld one stay private."""
    if question.never_export or not reading.enabled(question.id):
        return []
    answer = reading.record.answer(question.id)
    if answer is NOTHING:
        return []
    found = [Said(question.title, (note,), question.id) for note in notes_in_words(answer)]
    for index, item in enumerate(answer.items or (answer,), 1):
        where = f"{question.title}, {index}" if question.type == "event" else question.title
        if item is not answer:
            found += [Said(where, (note,), question.id) for note in notes_in_words(item)]
        for field in question.fields:
            notes = notes_in_words(item.fields.get(field.id, NOTHING))
            found += [Said(f"{where}, {field.title}", (note,), question.id) for note in notes]
    return found


def _note_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """Notes on enabled answers, one line for each section of the plan."""
    by_section: dict[PlanSection, list[Said]] = {}
    for section in reading.bank.sections:
        for q in section.questions:
            if found := _shown_notes(q, reading):
                by_section.setdefault(section.plan_section, []).extend(found)
    for plan_section, rows in by_section.items():
        texts: dict[Edition, LineText] = {"clinician": _titled(rule, "clinician", rows)}
        yield _answer_line(
            rule,
            reading,
            texts,
            frozenset(row.question for row in rows),
            suffix=f"-{plan_section.upper()}",
            section=plan_section,
        )
