"""What somebody who takes over asks for: for the emergency card, the hand-over page and the history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from relapse_cli.logic.answers.in_words import answer_in_words, quote, value_in_words
from relapse_cli.logic.lines.answer_parts import in_words
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.line_text import Said
from relapse_cli.model.plan import HandedOver, OpenItem

_NOTHING_TAKEN = "What was taken: not recorded yet"
_IN_THE_ROOM = "in_person"
_URGENT_LEVEL = 3


def handed_over(reading: Evaluation) -> HandedOver:
    """All of it for one record."""
    urgent = [name for name in reading.flags if reading.flag_level(name) >= _URGENT_LEVEL]
    of_event = frozenset(_of_the_event(reading))
    is_open = [q for q in reading.open_critical() if q not in of_event | {reading.roles.location}]
    put = [q for q in (*is_open, *_left_open({*is_open, *of_event}, reading)) if _was_put(q, reading)]
    person, appearance = _of_the_person(reading), reading.roles.appearance
    return HandedOver(
        taken=tuple(taken_in_short(reading)),
        person=_said_to(person, reading),
        signs=(
            *_said_to((appearance,), reading),
            *answers_behind(reading, urgent, apart={*of_event, *person, appearance}),
        ),
        not_known=_open_items((q for q in put if not _declined(q, reading)), reading),
        not_said=_open_items((q for q in put if _declined(q, reading)), reading),
        amount_open=bool(reading.answer(reading.roles.substance).items),
        not_asked=_open_items((q for q in is_open if not _was_put(q, reading)), reading),
        elsewhere=not reading.in_followup and reading.answer(reading.roles.mode).text != _IN_THE_ROOM,
    )


def _of_the_person(reading: Evaluation) -> tuple[str, ...]:
    """The questions about the person, in the order in which they are told."""
    known = reading.roles
    return (
        known.age_band, known.medical, known.seizure_history, known.overdose_history, known.mode,
        known.present, known.who_knows, known.naloxone,
    )  # fmt: skip


def _left_open(told: Collection[str], reading: Evaluation) -> Iterator[str]:
    """What else about the person was asked and holds no value, so that it is not passed over in silence.

    Beside what is passed on this is all about safety and about what was taken that is marked as not known, or
    was rather not said.
    """
    section_of, roles = reading.bank.section_of, reading.roles
    sections = {section_of[q].id for q in (roles.signs_now, roles.substance) if q in section_of}
    near = [q for q, section in section_of.items() if section.id in sections]
    open_ones = [q for q in near if reading.record.answer(q).status is not None]
    for name in dict.fromkeys((*_of_the_person(reading), roles.agitation, *open_ones)):
        known = name in reading.bank.questions and name not in told
        if known and reading.enabled(name) and not reading.answer(name).usable:
            yield name


def _was_put(question: str, reading: Evaluation) -> bool:
    return reading.record.answer(question).is_given


def _declined(question: str, reading: Evaluation) -> bool:
    return reading.record.answer(question).status == "declined"


def taken_in_short(reading: Evaluation) -> Iterator[str]:
    """Each product with its last use, and what was mixed: what whoever takes over asks for first."""
    questions, roles = reading.bank.questions, reading.roles
    if roles.substance not in questions or not reading.enabled(roles.substance):
        return  # a follow-up does not ask for it
    fields, items = questions[roles.substance].field_by_id, reading.record.answer(roles.substance).items
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
    for asked, told in (
        (roles.mixed, reading.record.answer(roles.mixed)),
        (roles.use_now, reading.answer(roles.use_now)),
    ):
        if asked in questions and told.usable:
            words = answer_in_words(questions[asked], told, reading.zone, None)
            yield f"{questions[asked].title}: {words}"


def answers_behind(
    reading: Evaluation, flags: Iterable[str], apart: Collection[str] | None = None
) -> tuple[Said, ...]:
    """The recorded answers behind some flags, but for those told apart; if not said, what was taken."""
    if apart is None:
        apart = (reading.roles.substance, reading.roles.mixed)
    behind = frozenset[str]().union(*(reading.flag_because(flag) for flag in flags))
    return _said_to((q for q in reading.bank.questions if q in behind and q not in apart), reading)


def _said_to(questions: Iterable[str], reading: Evaluation) -> tuple[Said, ...]:
    """The usable answers to some questions; those that stay in the store are left out."""
    known = [reading.bank.questions[name] for name in questions if name in reading.bank.questions]
    return tuple(in_words(q, reading) for q in known if reading.answer(q.id).usable and not q.never_export)


def _of_the_event(reading: Evaluation) -> Iterator[str]:
    """The questions about what was taken, which stand on a line of their own."""
    for rule in reading.bank.answer_lines:
        if rule.id == reading.roles.event_answers:
            yield from (split_answer(name, reading.bank)[0] for name in rule.quotes["clinician"])


def _open_items(questions: Iterable[str], reading: Evaluation) -> tuple[OpenItem, ...]:
    return tuple(OpenItem(id=name, label=reading.bank.questions[name].title) for name in questions)
