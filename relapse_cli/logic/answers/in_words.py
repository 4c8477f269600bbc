"""Answers in words: how a value is written where people read it."""

from __future__ import annotations

from datetime import tzinfo

from relapse_cli.logic.answers.moments import Moment, parse_moment
from relapse_cli.logic.answers.own_words import chosen_room, note_beside, words_beside
from relapse_cli.model.answer import WITHHELD, Answer
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.text.days import plain_day, readable_moment
from relapse_cli.text.nouns import plural
from relapse_cli.text.quotation import within_marks

QUOTE_LIMIT = 200
"""Characters of what somebody said that stand inside a sentence of the product."""
NOT_KNOWN, DECLINED = "not known", "preferred not to say"
STATUS_WORDS = {"unknown": NOT_KNOWN, "declined": DECLINED}


def collapse(text: str, limit: int | None = QUOTE_LIMIT) -> str:
    """Collapse white space, replace lone surrogates, and cut at ``limit`` characters with an ellipsis."""
    plain = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return plain if limit is None or len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def quote(text: str, limit: int | None = QUOTE_LIMIT) -> str:
    """The patient's own words in quotation marks, on one line, cut at ``limit`` characters."""
    return f"“{collapse(within_marks(collapse(text, None)), limit)}”"


def _number_in_words(number: float) -> str:
    """A number without a needless decimal point."""
    return f"{number:g}"


def duration_in_words(answer: Answer) -> str | None:
    """A duration such as ``3 weeks``, or ``None`` when it is unusable."""
    duration = answer.duration
    if duration is None:
        return None
    return f"{_number_in_words(duration.value)} {plural(duration.value, duration.unit)}"


def moment_in_words(moment: Moment) -> str:
    """A date such as ``20 Nov 2026``, or ``Fri 20 Nov 2026, 10:00``; never day and month as numbers."""
    return plain_day(moment.day) if moment.whole_day else readable_moment(moment.clock)


def value_in_words(
    spec: Question | Field_, answer: Answer, zone: tzinfo, limit: int | None = QUOTE_LIMIT
) -> str:
    """A usable value in words: labels for options, quotation marks around the patient's own words."""
    if isinstance(spec, Question) and spec.never_export:
        return WITHHELD
    match spec.type:
        case "choice":
            return f"{spec.option_label(answer.value)}{said_beside(spec, answer, limit)}"
        case "multi":
            return ", ".join(_marked(spec, answer, limit))
        case "yes_no":
            return "yes" if answer.value is True else "no"
        case "scale" | "number":
            return _number_words(spec, answer.number)
        case "date" | "datetime":
            moment = parse_moment(answer.text, zone)
            return moment_in_words(moment) if moment else quote(str(answer.value))
        case "duration":
            return duration_in_words(answer) or ""
        case "text" | "long_text":
            return quote(str(answer.value), limit)
        case "group":
            return _group_in_words(spec, answer, zone, limit)
        case "event":
            entries = (_group_in_words(spec, item, zone, limit) for item in answer.items)
            return "; ".join(sorted(filter(None, entries)))


def _marked(spec: Question | Field_, answer: Answer, limit: int | None) -> list[str]:
    """The options that were marked, in the bank's order."""
    has_room, chosen = chosen_room(spec, answer), answer.options
    return [
        f"{option.label}{said_beside(spec, answer, limit) if option is has_room else ''}"
        for option in spec.options
        if option.id in chosen
    ]


def said_beside(spec: Question | Field_, answer: Answer, limit: int | None = None) -> str:
    """What was said beside an option that has room for it, in quotation marks."""
    said = words_beside(spec, answer)
    return f": {quote(said, limit)}" if said else ""


def _number_words(spec: Question | Field_, number: float | None) -> str:
    """A number with its scale or unit."""
    words = _number_in_words(number) if number is not None else ""
    if spec.type == "scale" and spec.max is not None:
        return f"{words} of {_number_in_words(spec.max)}"
    return f"{words} {plural(number or 0, spec.unit)}" if spec.unit else words


def _group_in_words(spec: Question | Field_, item: Answer, zone: tzinfo, limit: int | None) -> str:
    """The usable fields of a group or an element, each under its label."""
    fields = spec.fields if isinstance(spec, Question) else ()
    parts = ((field, item.part(field.id)) for field in fields)
    return ", ".join(
        f"{field.title}: {value_in_words(field, part, zone, limit)}" for field, part in parts if part.usable
    )


def answer_in_words(question: Question, answer: Answer, zone: tzinfo, limit: int | None = QUOTE_LIMIT) -> str:
    """A stored answer in words: its value, or what its status means."""
    if not answer.usable:
        return STATUS_WORDS.get(answer.status or "", "not answered")
    return value_in_words(question, answer, zone, limit)


def notes_in_words(spec: Question | Field_, answer: Answer) -> list[str]:
    """The notes on an answer, outermost first, each on one line; words beside an option stand with it."""
    notes = (note_beside(spec, answer), *answer.notes[1:])
    return [collapse(note, None) for note in notes if note]
