"""What somebody who takes over asks for: for the emergency card, the hand-over page and the history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from relapse_cli.logic.answers.in_words import answer_in_words, quote, value_in_words
from relapse_cli.logic.lines.answer_parts import in_words
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model import known_ids as ids
from relapse_cli.model.line_text import Said
from relapse_cli.model.plan import HandedOver, OpenItem

_NOTHING_TAKEN = "What was taken: not recorded yet"
_PERSON = (
    ids.AGE_BAND, ids.MEDICAL, ids.SEIZURE_HISTORY, ids.OVERDOSE_HISTORY, ids.MODE, ids.PRESENT,
    ids.WHO_KNOWS, ids.NALOXONE,
)  # fmt: skip
_IN_THE_ROOM = "in_person"
_URGENT_LEVEL = 3


def handed_over(reading: Evaluation) -> HandedOver:
    """All of it for one record."""
    urgent = [name for name in reading.flags if reading.flag_level(name) >= _URGENT_LEVEL]
    of_event = frozenset(_of_the_event(reading))
    is_open = [q for q in reading.open_critical() if q not in of_event | {ids.LOCATION}]
    put = [q for q in (*is_open, *_left_open({*is_open, *of_event}, reading)) if _was_put(q, reading)]
    mode = reading.answer(ids.MODE)
    return HandedOver(
        taken=tuple(taken_in_short(reading)),
        person=_said_to(_PERSON, reading),
        signs=(
            *_said_to((ids.APPEARANCE,), reading),
            *answers_behind(reading, urgent, apart={*of_event, *_PERSON, ids.APPEARANCE}),
        ),
        not_known=_open_items((q for q in put if not _declined(q, reading)), reading),
        not_said=_open_items((q for q in put if _declined(q, reading)), reading),
        amount_open=bool(reading.answer(ids.SUBSTANCE).items),
        not_asked=_open_items((q for q in is_open if not _was_put(q, reading)), reading),
        elsewhere=not reading.in_followup and mode.text != _IN_THE_ROOM,
    )


def _left_open(told: Collection[str], reading: Evaluation) -> Iterator[str]:
    """What else about the person was asked and holds no value, so that it is not passed over in silence.

    Beside what is passed on this is all about safety and about what was taken that is marked as not known, or
    was rather not said.
    """
    section_of = reading.bank.section_of
    sections = {section_of[q].id for q in (ids.SIGNS_NOW, ids.SUBSTANCE) if q in section_of}
    near = [q for q, section in section_of.items() if section.id in sections]
    open_ones = [q for q in near if reading.record.answer(q).status is not None]
    for name in dict.fromkeys((*_PERSON, ids.AGITATION, *open_ones)):
        known = name in reading.bank.questions and name not in told
        if known and reading.enabled(name) and not reading.answer(name).usable:
            yield name


def _was_put(question: str, reading: Evaluation) -> bool:
    return reading.record.answer(question).is_given


def _declined(question: str, reading: Evaluation) -> bool:
    return reading.record.answer(question).status == "declined"


def taken_in_short(reading: Evaluation) -> Iterator[str]:
    """Each product with its last use, and what was mixed: what whoever takes over asks for first."""
    questions = reading.bank.questions
    if ids.SUBSTANCE not in questions or not reading.enabled(ids.SUBSTANCE):
        return  # a follow-up does not ask for it
    fields, items = questions[ids.SUBSTANCE].field_by_id, reading.record.answer(ids.SUBSTANCE).items
    for item in items:
        name, kind, last, source = (item.part(field) for field in ("name", "class", "last_use", "source"))
        route = item.part("route")
        said = [quote(str(name.value), None)] if name.usable else []
        said += [fields["class"].option_in_short(kind.value)] if kind.usable else []
        when = value_in_words(fields["last_use"], last, reading.zone) if last.usable else "not known"
        where = f"; source: {value_in_words(fields['source'], source, reading.zone)}" if source.usable else ""
        how = f", {value_in_words(fields['route'], route, reading.zone)}" if route.usable else ""
        yield f"Taken: {', '.join(said) or 'product not known'}{how}; last use: {when}{where}"
    if not items:
        yield _NOTHING_TAKEN
    mixed = reading.record.answer(ids.MIXED)
    if ids.MIXED in questions and mixed.usable:
        words = answer_in_words(questions[ids.MIXED], mixed, reading.zone, None)
        yield f"{questions[ids.MIXED].title}: {words}"
    if ids.USE_NOW in questions and reading.answer(ids.USE_NOW).usable:
        words = answer_in_words(questions[ids.USE_NOW], reading.answer(ids.USE_NOW), reading.zone, None)
        yield f"{questions[ids.USE_NOW].title}: {words}"


def answers_behind(
    reading: Evaluation, flags: Iterable[str], apart: Collection[str] = (ids.SUBSTANCE, ids.MIXED)
) -> tuple[Said, ...]:
    """The recorded answers behind some flags, but for those that are told apart."""
    behind = frozenset[str]().union(*(reading.flag_because(flag) for flag in flags))
    return _said_to((q for q in reading.bank.questions if q in behind and q not in apart), reading)


def _said_to(questions: Iterable[str], reading: Evaluation) -> tuple[Said, ...]:
    """The usable answers to some questions; those that stay in the store are left out."""
    known = [reading.bank.questions[name] for name in questions if name in reading.bank.questions]
    return tuple(in_words(q, reading) for q in known if reading.answer(q.id).usable and not q.never_export)


def _of_the_event(reading: Evaluation) -> Iterator[str]:
    """The questions about what was taken, which stand on a line of their own."""
    for rule in reading.bank.answer_lines:
        if rule.id == ids.EVENT_ANSWERS:
            yield from (split_answer(name, reading.bank)[0] for name in rule.quotes["clinician"])


def _open_items(questions: Iterable[str], reading: Evaluation) -> tuple[OpenItem, ...]:
    return tuple(OpenItem(id=name, label=reading.bank.questions[name].title) for name in questions)
