"""What a follow-up says about the lines of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN, collapse
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer, Json, read_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import AgreedLine, LineReport, LineState, ReportedState
from relapse_cli.model.record import Record

STATE_WORDS: dict[LineState, str] = {
    "done": "done",
    "in_progress": "under way",
    "not_done": "not done yet",
    "unknown": NOT_KNOWN,
    "declined": DECLINED,
    "not_asked": "not asked about yet",
}
_OWN = "own"
"""Stands for a line of one's own where its id is not given."""


def line_reports(bank: Bank, record: Record) -> tuple[LineReport, ...]:
    """Return what a follow-up says, line by line; a line it names without a state was not asked about."""
    return reports_in(Evaluation(bank, record))


def reports_in(reading: Evaluation) -> tuple[LineReport, ...]:
    """The same of a follow-up that has been read."""
    entries = reading.answer(reading.roles.lines_done).items
    return tuple(report for entry in entries if (report := _line_report(reading.record, entry)) is not None)


def done_lines(reading: Evaluation) -> frozenset[str]:
    """The lines of the plan before that a follow-up tells to be done; none in an interview."""
    if not reading.in_followup:
        return frozenset()
    return frozenset(report.line for report in reports_in(reading) if report.state == "done")


def _line_report(record: Record, entry: Answer) -> LineReport | None:
    """What one entry says; nothing when it names no line or no state."""
    line, state = text_in(entry, "rule"), state_in(entry)
    if not line or state not in get_args(ReportedState):
        return None
    obstacle = text_in(entry, "obstacle")
    return LineReport(
        session=record.id,
        at=record.started_at,
        line=collapse(line),
        state=cast("ReportedState", state),
        obstacle=collapse(obstacle, None) if obstacle and state != "done" else None,
    )


def text_in(entry: Answer, field: str) -> str | None:
    """The text of a field, whatever else the entry holds."""
    part = entry.fields.get(field)
    return None if part is None else part.text


def state_in(entry: Answer) -> str | None:
    """What an entry says of its line: a state or a status; ``None`` while it has not been asked about."""
    part = entry.fields.get("state")
    return None if part is None else part.text or part.status


def find_line(named: str, lines: Sequence[AgreedLine]) -> AgreedLine | None:
    """The line of a plan that a follow-up names by its id, or as the only one of the therapist's own."""
    found = next((line for line in lines if line.id == named), None)
    if found is not None or named.casefold() != _OWN:
        return found
    own = [line for line in lines if line.is_own]
    return own[0] if len(own) == 1 else None


def lines_to_ask(lines: Sequence[AgreedLine], told: Json, most: int) -> list[Json]:
    """The entries of a follow-up before it is held: one a line, with what is told about it already.

    Args:
        lines: the agreed lines of the plan.
        told: what a file of answers says about lines.
        most: how many entries there may be.
    """
    left = list(read_answer(told).items)
    entries: list[Json] = []
    for line in lines:
        known = next((e for e in left if e.raw is not None and _names(e, line, lines)), None)
        if known is not None:
            left.remove(known)
        entries.append(known.raw if known is not None else {"rule": line.id})
    room = max(0, most - len(left))
    return [*entries[:room], *(entry.raw for entry in left)][:most]


def _names(entry: Answer, line: AgreedLine, lines: Sequence[AgreedLine]) -> bool:
    """Whether an entry of a follow-up speaks of a line."""
    named = text_in(entry, "rule")
    return named is not None and find_line(named.strip(), lines) is line
