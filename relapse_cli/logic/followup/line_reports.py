"""What a follow-up says about the lines of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from relapse_cli.logic.answers.edit import items_of, stored
from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN, collapse
from relapse_cli.logic.answers.value import status_of, text_of, unwrap, usable_value
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import AgreedLine, LineReport, LineState, ReportedState
from relapse_cli.model.known_ids import LINES_DONE
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step

STATE_WORDS: dict[LineState, str] = {
    "done": "done",
    "in_progress": "under way",
    "not_done": "not done yet",
    "unknown": NOT_KNOWN,
    "declined": DECLINED,
    "not_asked": "not asked about yet",
}
OWN = "own"
"""Stands for a line of one's own where its id is not given."""


def line_reports(bank: Bank, record: Record) -> tuple[LineReport, ...]:
    """Return what a follow-up says, line by line; a line it names without a state was not asked about."""
    reading = Evaluation(bank, record)
    if reading.value(LINES_DONE) is None:
        return ()
    entries = range(len(items_of(record.answers, LINES_DONE)))
    return tuple(report for entry in entries if (report := line_report(record, entry)) is not None)


def line_report(record: Record, entry: int) -> LineReport | None:
    """What one entry says; nothing when it names no line or no state."""
    line = text_of(usable_value(stored(record.answers, Step(LINES_DONE, entry, "rule"))))
    raw = stored(record.answers, Step(LINES_DONE, entry, "state"))
    state = text_of(usable_value(raw)) or status_of(raw)
    if not line or state not in get_args(ReportedState):
        return None
    obstacle = text_of(usable_value(stored(record.answers, Step(LINES_DONE, entry, "obstacle"))))
    return LineReport(
        session=record.id,
        at=record.started_at,
        line=collapse(line),
        state=cast("ReportedState", state),
        obstacle=collapse(obstacle) if obstacle and state != "done" else None,
    )


def find_line(named: str, lines: Sequence[AgreedLine]) -> AgreedLine | None:
    """The line of a plan that a follow-up names by its id, or as the only one of the therapist's own."""
    found = next((line for line in lines if line.id == named), None)
    if found is not None or named.casefold() != OWN:
        return found
    own = [line for line in lines if line.key.startswith("own: ")]
    return own[0] if len(own) == 1 else None


def lines_to_ask(lines: Sequence[AgreedLine], told: object, most: int) -> list[object]:
    """The entries of a follow-up before it is held: one a line, with what is told about it already.

    Args:
        lines: the agreed lines of the plan.
        told: what a file of answers says about lines.
        most: how many entries there may be.
    """
    given = unwrap(told)
    left = list(given) if isinstance(given, list | tuple) else []
    entries: list[object] = []
    for line in lines:
        known = next((e for e in left if e is not None and names(e, line, lines)), None)
        if known is not None:
            left.remove(known)
        entries.append(known if known is not None else {"rule": line.id})
    room = max(0, most - len(left))
    return [*entries[:room], *left][:most]


def names(entry: object, line: AgreedLine, lines: Sequence[AgreedLine]) -> bool:
    """Whether an entry of a follow-up speaks of a line."""
    inner = unwrap(entry)
    named = text_of(usable_value(inner.get("rule"))) if isinstance(inner, dict) else None
    return named is not None and find_line(named.strip(), lines) is line


def state_of(entry: object) -> str | None:
    """What an entry says of its line: a state or a status; ``None`` while it has not been asked about."""
    inner = unwrap(entry)
    raw = inner.get("state") if isinstance(inner, dict) else None
    return text_of(usable_value(raw)) or status_of(raw)
