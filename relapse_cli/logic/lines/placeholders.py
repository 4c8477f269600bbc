"""Texts of a bank with answers filled in: fixed ``{name}`` substitution, never scanned a second time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from relapse_cli.logic.answers.in_words import (
    QUOTE_LIMIT,
    answer_in_words,
    moment_in_words,
    quote,
    value_in_words,
)
from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.logic.facts.timeline import before, timeline
from relapse_cli.logic.lines.numbers import number_rows
from relapse_cli.logic.rules.conditions import because, holds, level_flags, level_grounds
from relapse_cli.logic.rules.due import (
    agreed_contact,
    contact_grounds,
    extra_contact,
    first_contact_due,
    resolve_due,
)
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.answer import WITHHELD, Answer
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.bank_rules import Part
from relapse_cli.model.line_text import Blank, LineText, Note, PhoneNumber, Quote, Span, Words, in_plain

_PLACEHOLDER = re.compile(r"\{((?:blank:)?[A-Za-z0-9_.]+)\}")
_BLANK_MARK = "blank:"
_TEXTS = 4096
"""So many texts are remembered in parts; a bank has about half as many."""
_FIRST = frozenset({"first_contact", "extra_contact"})
_TYPED = frozenset({"text", "long_text"})

SLOTS = frozenset(
    {
        "flags", "flags_plain", "answers_behind", "open_items", "not_asked", "numbers",
        "emergency_number", "service_text", "safety_plan_form", "earliest", "sequence",
        "prescription_sources", "domain", "domains",
        "next_contact", "next_contact_who", "first_contact", "extra_contact",
    }
)  # fmt: skip
"""The names that the product fills itself; every other name is a question or a question's field."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """Words with their answers, and the questions on which they rest."""

    words: Words
    because: frozenset[str]

    @property
    def text(self) -> str:
        """The words as one text."""
        return in_plain(self.words)


def placeholders(text: str) -> list[str]:
    """The names of answers and slots in braces, in order."""
    return [name for name in _PLACEHOLDER.findall(text) if not name.startswith(_BLANK_MARK)]


def blanks(text: str) -> list[str]:
    """The names of the slots in braces, in order."""
    return [
        name.removeprefix(_BLANK_MARK) for name in _PLACEHOLDER.findall(text) if name.startswith(_BLANK_MARK)
    ]


def with_blanks(text: str, *, answers: bool = True) -> Words:
    """A text of the bank with its blanks; names of answers stay as they are, or are blanks as well."""
    return tuple(_spans(text, lambda name: (f"{{{name}}}",) if answers else (Blank(),)))


def with_names(text: str, known: Mapping[str, Words]) -> Words:
    """A text of the bank with its blanks, and the words of each name in braces."""
    return tuple(_spans(text, lambda name: known.get(name, ())))


def _spans(text: str, put: Callable[[str], Words]) -> Iterator[Span]:
    """The parts of a text, with what is put for each name in braces."""
    for place, part in enumerate(_split(text)):
        if place % 2 == 0:
            if part:
                yield part
        elif part.startswith(_BLANK_MARK):
            yield Blank(part.removeprefix(_BLANK_MARK))
        else:
            yield from put(part)


@lru_cache(_TEXTS)
def _split(text: str) -> tuple[str, ...]:
    """A text of the bank as words and names, by turns; the same few thousand are filled for every record."""
    return tuple(_PLACEHOLDER.split(text))


def fill(
    text: str, gaps: Mapping[str, str], reading: Evaluation, given: Mapping[str, str] | None = None
) -> _Filled:
    """Fill a text; where an answer is missing the line's own gap text stands.

    Args:
        text: a text of the bank.
        gaps: by name, what stands where an answer is missing.
        reading: the record.
        given: names whose words the caller knows.
    """
    questions: set[str] = set()

    def put(name: str) -> Words:
        if given and name in given:
            return (given[name],)
        words, grounds = words_of(name, reading)
        questions.update(grounds)
        return words or with_blanks(gaps.get(name) or reading.bank.wording.not_recorded)

    filled = tuple(_spans(text, put))
    return _Filled(filled, reading.rest_on(frozenset(questions)))


def fill_parts(
    parts: tuple[Part, ...], gaps: Mapping[str, str], reading: Evaluation
) -> tuple[LineText, frozenset[str]] | None:
    """The sentences whose condition holds, the first as the line itself, with everything they rest on."""
    printed = [part for part in parts if _is_in_time(part, reading) and holds(part.when, reading)]
    if not printed:
        return None
    filled = [fill(part.text, gaps, reading) for part in printed]
    short = fill(printed[0].short, gaps, reading)
    grounds = frozenset().union(
        *(because(part.when, reading) for part in printed), *(text.because for text in filled)
    )
    first, *further = (text.words for text in filled)
    notes = (Note(words, part.aside) for words, part in zip(further, printed[1:], strict=True))
    return LineText(first, tuple(notes), short.text), grounds


def _is_in_time(part: Part, reading: Evaluation) -> bool:
    """Whether a sentence stands before, or after, the therapist has asked about something again."""
    asked = reading.decisions.rechecked
    return part.until_asked not in asked and (part.once_asked is None or part.once_asked in asked)


def words_of(name: str, reading: Evaluation) -> tuple[Words, frozenset[str]]:
    """The words of a name in braces, and the questions behind them; empty for no words."""
    if name == "numbers":
        return _numbers(reading), frozenset()
    words, grounds = _slot(name, reading) if name in SLOTS else answer(name, reading)
    return ((words,) if words is not None and str(words) else ()), grounds


def _numbers(reading: Evaluation) -> Words:
    """Whom to call, all in one row."""
    rows = number_rows(reading.record.profile, reading.roles, "emergency_card")
    return tuple(span for place, row in enumerate(rows) for span in (("; ", *row) if place else row))


def answer(
    name: str, reading: Evaluation, limit: int | None = QUOTE_LIMIT
) -> tuple[Span | None, frozenset[str]]:
    """The words of a question or of a field of a group; quotations are cut at ``limit`` characters."""
    question_id, field_id = split_answer(name, reading.bank)
    question = reading.bank.questions[question_id]
    grounds = frozenset({question_id})
    spec: Question | Field_ = question if field_id is None else question.field_by_id[field_id]
    found = reading.named(name)
    return (said(spec, found, reading, limit) if found.usable else None), grounds


def said(
    spec: Question | Field_, given: Answer, reading: Evaluation, limit: int | None = QUOTE_LIMIT
) -> Span:
    """A usable answer as a span: what was typed is a quotation."""
    words = value_in_words(spec, given, reading.zone, limit)
    return Quote(words) if spec.type in _TYPED and words != WITHHELD else words


def _not_asked(reading: Evaluation) -> tuple[str, ...]:
    """What the core interview would ask and this one has not, by question id."""
    return tuple(
        q.id
        for q in reading.bank.questions.values()
        if "core" in q.paths
        and reading.enabled(q.id)
        and not reading.asked(q.id)
        and not reading.answer(q.id).usable
    )


def _behind(reading: Evaluation) -> str:
    """The recorded answers behind the flags of the level; of what was taken kind and name."""
    found = level_grounds(reading)
    words = []
    for q in reading.bank.questions.values():
        said = reading.answer(q.id)
        if q.id in found and said.usable and not q.never_export:
            told = (
                _taken(q, reading)
                if q.id == reading.roles.substance
                else answer_in_words(q, said, reading.zone)
            )
            words.append(f"{q.title}: {told}")
    return "; ".join(words)


def _taken(question: Question, reading: Evaluation) -> str:
    """What was taken, each product by its kind and its name, whatever order they were entered in."""
    kind = question.field_by_id["class"]
    found = []
    for entry in reading.answer(reading.roles.substance).items:
        given, name = (reading.item_field(reading.roles.substance, entry, part) for part in ("class", "name"))
        words = kind.option_in_short(given.value) if given.usable else reading.bank.wording.not_recorded
        found.append(f"{words} {quote(name.text)}" if name.text else words)
    return ", ".join(sorted(found))


def _prescription_sources(reading: Evaluation) -> str:
    """Who prescribed what was taken, in the patient's words."""
    found = []
    for entry in reading.entries:
        if reading.entry_fact("source", entry) in {"own_prescription", "second_prescriber"}:
            role = reading.item_field(reading.roles.substance, entry, "prescriber_role").text
            name = reading.item_field(reading.roles.substance, entry, "name").text
            found.append(", ".join(quote(part) for part in (name, role) if part))
    return "; ".join(sorted(filter(None, found)))


def _slot(name: str, reading: Evaluation) -> tuple[Span | None, frozenset[str]]:
    """The words of a name that the product fills itself, and the questions behind them."""
    bank = reading.bank
    match name:
        case "flags" | "flags_plain":
            known = [bank.flag_by_id[flag] for flag in level_flags(reading)]
            words = ". ".join((f.text if name == "flags" else f.plain).rstrip(".") for f in known)
            return words, level_grounds(reading)
        case "answers_behind":
            return _behind(reading), level_grounds(reading)
        case "open_items":
            items = reading.open_critical()
            return "; ".join(bank.questions[q].title for q in items), frozenset(items)
        case "not_asked":
            missing = _not_asked(reading)
            titles = dict.fromkeys(bank.section_of[q].title for q in missing)
            return "; ".join(titles), frozenset(missing)
        case "emergency_number":
            called = reading.record.profile.emergency if reading.record.profile else None
            return (PhoneNumber(called.number) if called else None), frozenset()
        case "service_text" | "safety_plan_form":
            profile = reading.record.profile
            return (profile.says(name) if profile else None), frozenset()
        case "earliest":
            first = next(iter(before(reading)), None)
            return (Quote(quote(first.what)) if first and first.what else None), frozenset(
                {reading.roles.sequence}
            )
        case "sequence":
            return Quote(_sequence_words(reading)), frozenset({reading.roles.sequence})
        case "domain" | "domains":
            return None, frozenset()  # whoever fills a text about domains gives them
        case "next_contact" | "next_contact_who" | "first_contact" | "extra_contact":
            return _contact_words(name, reading), contact_grounds(reading, first=name in _FIRST)
        case _:
            return Quote(_prescription_sources(reading)), frozenset({reading.roles.substance})


def _contact_words(name: str, reading: Evaluation) -> Span | None:
    """Who calls, or the date of a contact in words; ``None`` where none is agreed or called for."""
    match name:
        case "next_contact_who":
            return answer(f"{reading.roles.contact_in(reading.record.session)}.who", reading)[0]
        case "next_contact":
            agreed = agreed_contact(reading)
            return moment_in_words(agreed) if agreed is not None else None
        case "first_contact":
            at = first_contact_due(reading)
        case _:
            at = resolve_due(extra_contact(reading), reading)
    moment = parse_moment(at, reading.zone)
    if moment is None:
        return None
    words = moment_in_words(moment)
    return f"today, {words}" if moment.day == reading.now.date() else words


def _sequence_words(reading: Evaluation) -> str:
    """The events before the use in order, in the patient's words where there are any."""
    spec = reading.bank.questions[reading.roles.sequence].field_by_id["domain"]
    events = [e for e in timeline(reading) if e.side == "before"]
    return ", then ".join(quote(e.what) if e.what else spec.option_label(e.domain) for e in events)
