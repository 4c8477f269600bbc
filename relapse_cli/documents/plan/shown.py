"""The lines of an edition as they print: lines that belong together are one (rules 7.9)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relapse_cli.documents.plan.due import earlier_due
from relapse_cli.model.line_text import EventRow, LineText, Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.documents.picture import PictureStage
    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.model.line_text import Detail, LineDue
    from relapse_cli.model.plan import Line


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its words in one edition.

    Attributes:
        due: by when; the earlier one where another line stands in it, none where it is done.
        lower: the lines that print as part of it.
        picture: the trigger sequence, at the line that tells it.
    """

    line: Line
    text: LineText
    due: LineDue | None
    lower: tuple[Line, ...] = ()
    picture: tuple[PictureStage, ...] = ()


def shown_lines(carried: EditionPlan, picture: tuple[PictureStage, ...] = ()) -> tuple[ShownLine, ...]:
    """The lines of an edition in their order, each with those that stand under it."""
    tops = {line.rule: line.id for line in reversed(carried.lines) if line.rule and line.under is None}
    told = carried.roles.followup_answers in tops
    below: dict[str, list[Line]] = {}
    alone: list[Line] = []
    for line in carried.lines:
        if line.done and told:
            continue
        if line.under in tops:
            below.setdefault(tops[line.under], []).append(line)
        else:
            alone.append(line)
    return tuple(_shown(line, below.get(line.id, ()), carried, picture) for line in alone)


def _shown(
    line: Line, lower: Iterable[Line], carried: EditionPlan, picture: tuple[PictureStage, ...]
) -> ShownLine:
    """A line that takes in what the lines under it add; where its sequence is drawn, no words repeat it."""
    text, due = line.texts[carried.edition], None if line.holds_on else line.due
    drawn = picture if line.id == carried.roles.sequence_answers else ()
    details = tuple(d for d in text.details if not (drawn and isinstance(d, EventRow)))
    for each in lower:
        details += _added(each.adds.get(carried.edition) or each.texts[carried.edition])
        due = earlier_due(due, each.due)
    return ShownLine(line, replace(text, details=details), due, tuple(lower), drawn)


def _added(text: LineText) -> tuple[Detail, ...]:
    """What another line adds, sentence by sentence."""
    return (*((Note(text.title),) if text.title else ()), *text.details)
