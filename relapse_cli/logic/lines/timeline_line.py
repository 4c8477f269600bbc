"""The trigger sequence in words, earliest first (A-TIMELINE)."""

from __future__ import annotations

from collections.abc import Iterator

from relapse_cli.logic.answers.in_words import duration_in_words, quote
from relapse_cli.logic.facts.event import Event
from relapse_cli.logic.facts.timeline import timeline
from relapse_cli.logic.lines.answer_parts import answer_line, quoted, titled
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import EventRow, LineText, Quote, Span
from relapse_cli.model.plan import Line

LOCUS, STAGE = "locus", "stage"
_SUGGESTED = "suggested"


def timeline_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """The sequence, earliest first, and the answers to the seed questions; stages for the clinician only."""
    texts: dict[Edition, LineText] = {}
    for edition, names in rule.quotes.items():
        told = quoted((name for name in names if name != reading.roles.sequence), rule, reading)
        shown = event_rows(reading, staged=edition == "clinician") if reading.roles.sequence in names else []
        if shown or told:
            texts[edition] = titled(rule, edition, [*shown, *told])
    if texts:
        yield answer_line(rule, reading, texts, frozenset().union(*rule.quotes.values()))


def event_rows(reading: Evaluation, *, staged: bool) -> list[EventRow]:
    """The events of the sequence in words, earliest first."""
    events = timeline(reading)
    return [_event_row(number, event, reading, staged=staged) for number, event in enumerate(events)]


def _event_row(number: int, event: Event, reading: Evaluation, *, staged: bool) -> EventRow:
    spec = reading.bank.questions[reading.roles.sequence]
    when = reading.item_field(reading.roles.sequence, event.item, "when")
    parts: list[Span] = [Quote(quote(event.what, None))] if event.what else []
    if event.domain:
        parts.append(spec.field_by_id["domain"].option_label(event.domain))
    if event.intensity is not None:
        parts.append(f"{event.intensity:g} of 10")
    parts += filter(None, (tag_words(event, name, reading) for name in (LOCUS, STAGE)[: 2 if staged else 1]))
    about = [span for part in parts for span in (", ", part)][1:]
    return EventRow(number, distance_words(event, when), tuple(about))


def tag_words(event: Event, name: str, reading: Evaluation) -> str:
    """What an event is tagged with; what only its domain suggests says so until somebody confirms it."""
    field = reading.bank.questions[reading.roles.sequence].field_by_id.get(name)
    if field is None:
        return ""
    option = tag_of(event, name, reading)
    if option is None:
        return ""
    given = reading.item_field(reading.roles.sequence, event.item, name).usable
    return field.option_label(option) if given else f"{field.option_label(option)} ({_SUGGESTED})"


def tag_of(event: Event, name: str, reading: Evaluation) -> str | None:
    """The option that an event is tagged with, else the one that its domain suggests."""
    field = reading.bank.questions[reading.roles.sequence].field_by_id.get(name)
    given = reading.item_field(reading.roles.sequence, event.item, name)
    if field is None or given.usable:
        return given.text
    return field.suggested.get(event.domain or "")


def distance_words(event: Event, when: Answer) -> str:
    """How far an event lies from the first use, in words."""
    if event.offset == 0:
        return "at the first use"
    words = duration_in_words(when)
    return f"{words} {event.side}" if words else f"some time {event.side}"
