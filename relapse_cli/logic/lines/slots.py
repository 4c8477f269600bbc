"""The slots of a line: what fills each, and how a text reads with them filled or open (rules 7.11).

What fills a slot is data: it stands in the text as it was typed, and is never looked at for names in braces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from relapse_cli.logic.answers.in_words import collapse, quote
from relapse_cli.logic.followup.line_reports import done_lines
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import Slot, slot_name
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.condition import ALWAYS
from relapse_cli.model.known_ids import PATIENTS_OWN
from relapse_cli.model.line_text import BLANK, Blank, Filled, LineDue, LineText, Note, Span, Words
from relapse_cli.model.plan import Line, LineSlot
from relapse_cli.text.days import plain_day

_MARKS: dict[Edition, str] = {"clinician": "set by the service", "patient": "set by your service"}
_ALSO = "not settled"
_SETTLED = "settled since the last plan"
_ENDS = (".", "!", "?", "…")
_CLOSES = ".,;"


@dataclass(frozen=True, slots=True)
class _Filling:
    text: str
    by: Literal["decision", "answer", "service", "report"]
    number: str = ""


def line_slots(rule: str, slots: tuple[Slot, ...], reading: Evaluation) -> tuple[LineSlot, ...]:
    """The slots that a line has under these answers, each with what fills it."""
    return tuple(_line_slot(rule, slot, reading) for slot in slots if holds(slot.when, reading))


def _line_slot(rule: str, slot: Slot, reading: Evaluation) -> LineSlot:
    name = reading.bank.filled_as(slot_name(rule, slot.id))
    found = _filling(name, reading)
    if found is None or found.by == "service":
        found = _filled_before(rule, slot, name, reading) or found or _reported(rule, slot, reading)
    text, by = (found.text, found.by) if found else (None, None)
    fills, number = reading.bank.slot_by_name[name].fills, found.number if found else ""
    return LineSlot(id=slot.id, name=name, asks=slot.asks, fills=fills, text=text, by=by, number=number)


def _filling(name: str, reading: Evaluation) -> _Filling | None:
    """What fills the slot that a filling is kept under; ``None`` while it is open."""
    slot = reading.bank.slot_by_name[name]
    if (made := reading.decisions.filled.get(name)) is not None:
        return _Filling(made.text, "decision")
    said = reading.named(slot.answer).text if slot.answer else None
    if said and said.strip():
        return _Filling(said.strip(), "answer")
    other = slot.unless_filled and _filling(reading.bank.filled_as(slot.unless_filled), reading)
    return other or _default(slot, reading)


def _filled_before(rule: str, slot: Slot, name: str, reading: Evaluation) -> _Filling | None:
    """What filled a slot on the plan before, where its line is done; what today calls for is asked anew."""
    if reading.earlier is None or not _stays_done(rule, slot, reading):
        return None
    found = _filling(name, reading.earlier)
    return found if found is not None and found.by != "service" else None


def _reported(rule: str, slot: Slot, reading: Evaluation) -> _Filling | None:
    """That a slot of a line that is done was settled, where no plan says how."""
    holds_on = rule == reading.roles.again_rule and _stays_done(rule, slot, reading)
    return _Filling(_SETTLED, "report") if holds_on else None


def _stays_done(rule: str, slot: Slot, reading: Evaluation) -> bool:
    """Whether a line is told to be done, and neither it nor its slot is there because of today's answers."""
    if slot.when != ALWAYS or rule not in done_lines(reading):
        return False
    hidden = any(row.done and row.line == rule for row in reading.bank.together)
    return hidden or reading.bank.action_by_id[rule].followup == ALWAYS


def _default(slot: Slot, reading: Evaluation) -> _Filling | None:
    """What the service says to it; where it has not said all of it, the slot stays open."""
    profile = reading.record.profile
    fields = [default.field for default in slot.default if holds(default.when, reading)]
    texts = [profile.says(field) for field in fields] if profile else []
    number = profile.number_for(fields[0]) if profile and len(fields) == 1 else ""
    return _Filling("; ".join(texts), "service", number) if texts and all(texts) else None


def slots_in(lines: Iterable[Line]) -> tuple[tuple[Line, LineSlot], ...]:
    """The slots that are to be filled in on a plan, in its order; of those that are the same the first.

    Work that waits has none yet, nor has a trigger as long as no step is picked for it, nor a line in whose
    words the therapist left none. What is done asks for nothing any more.
    """
    found: dict[str, tuple[Line, LineSlot]] = {}
    for line in lines:
        picked = [option for option in line.options if option.picked]
        if line.later or line.done or (line.options and not picked):
            continue
        texts = [*line.texts.values(), *(text for option in picked for text in option.texts.values())]
        here = {span.id for text in texts for span in text.spans if isinstance(span, Blank | Filled)}
        for slot in line.slots:
            if slot.id in here:
                found.setdefault(slot.name, (line, slot))
    return tuple(found.values())


def settled(
    texts: Mapping[Edition, LineText], slots: tuple[LineSlot, ...], due: LineDue | None, reading: Evaluation
) -> dict[Edition, LineText]:
    """The texts of a line with its slots filled in; an open one says who settles it and by when."""
    return {edition: _settled(text, slots, due, edition, reading) for edition, text in texts.items()}


def _settled(
    text: LineText, slots: tuple[LineSlot, ...], due: LineDue | None, edition: Edition, reading: Evaluation
) -> LineText:
    known = {slot.id: slot for slot in slots}
    before: list[str] = []

    def put(blank: Blank) -> Span:
        slot = known.get(blank.id)
        if blank.words != BLANK:  # who settles it and until when was said where it comes from
            return blank
        if slot is None or slot.text is None:
            return _open(blank.id, _who_settles(slot, edition, reading), due, before, reading)
        return Filled(blank.id, _filled_words(slot.text, slot, edition), slot.number)

    def filled(words: Words) -> Words:
        made = _with(words, put)
        return made if text.typed is None else _reading_on(made)

    if not text.has_blank:
        return text
    title = filled(text.title)
    details = tuple(
        Note(filled(detail.words), detail.aside) if isinstance(detail, Note) else detail
        for detail in text.details
    )
    made = replace(text, title=title, details=details)
    return made if text.typed is None else replace(made, typed="\n".join(made.rows))


def _with(words: Words, put: Callable[[Blank], Span]) -> Words:
    """Words with something in place of each blank, and each full stop once."""
    return tuple(_one_stop([put(span) if isinstance(span, Blank) else span for span in words]))


def _one_stop(spans: list[Span]) -> Iterator[Span]:
    before: Span = ""
    for span in spans:
        ended = isinstance(before, Filled) and str(before).rstrip("”").endswith(_ENDS)
        yield (span.removeprefix(".") if ended and isinstance(span, str) else span)
        before = span


def _reading_on(words: Words) -> Words:
    """Typed words in which an open slot does not tear a sentence apart, wherever somebody put it."""
    around = ("", *map(str, words), "")
    return tuple(
        replace(span, within=not _stands_alone(around[place], around[place + 2]))
        if isinstance(span, Blank)
        else span
        for place, span in enumerate(words)
    )


def _stands_alone(before: str, behind: str) -> bool:
    """Whether a slot stands behind a colon, or by itself, as all slots of a bank's lines do."""
    opens, ends = before.rstrip(), behind.lstrip()
    return (not opens or opens.endswith(":")) and (not ends or ends[0] in _CLOSES)


def _filled_words(text: str, slot: LineSlot, edition: Edition) -> str:
    """What fills a slot as it prints: the patient's words in quotation marks, a default marked as one."""
    if slot.by == "service":
        return f"{text} ({_MARKS.get(edition, _MARKS['patient'])})"
    if slot.by == "report":
        return text
    if slot.by == "answer" or slot.fills in PATIENTS_OWN:
        return quote(text, None)
    return collapse(text, None)


def _open(name: str, who: str, due: LineDue | None, before: list[str], reading: Evaluation) -> Blank:
    """That something is to be settled, by whom and until when; once for what one person settles in a row."""
    if before[-1:] == [who]:
        return Blank(name, _ALSO)
    before.append(who)
    until = _until(due, reading)
    return Blank(name, f"to be settled{who}{until}", undated=not until)


def _who_settles(slot: LineSlot | None, edition: Edition, reading: Evaluation) -> str:
    if slot is None:
        return ""
    told = reading.bank.wording.settles.get(slot.fills, {})
    return f" by {told.get(edition) or told.get('clinician') or slot.fills}"


def _until(due: LineDue | None, reading: Evaluation) -> str:
    try:
        day = datetime.fromisoformat(due.at).date() if due and due.at else None
    except ValueError:  # a time that was typed in words
        return ""
    if day is None:
        return ""
    return " today" if day == reading.now.date() else f" by {plain_day(day, reading.now.date())}"
