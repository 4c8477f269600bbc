"""Lines that print together: which line stands under which (rules 7.9)."""

from __future__ import annotations

from collections.abc import Container, Iterable

from relapse_cli.logic.followup.line_reports import done_lines
from relapse_cli.logic.lines.placeholders import fill_parts
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import Together
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.condition import ALWAYS
from relapse_cli.model.line_text import LineText
from relapse_cli.model.plan import Line

_NOTHING = LineText(())


def lines_together(lines: Iterable[Line], reading: Evaluation) -> list[Line]:
    """The lines of a plan, each with the line under which it prints, as far as that stands on it."""
    found = list(lines)
    standing = {line.rule for line in found}
    rows = {row.line: row for row in reading.bank.together if row.under in standing and not row.done}
    done = done_lines(reading)
    told = {row.line for row in reading.bank.together if row.done and row.under in standing} & done
    placed = (_under(line, rows.get(line.rule or ""), reading) for line in found)
    return [_told(line, told, done, reading) for line in placed]


def _told(line: Line, told: Container[str], done: Container[str], reading: Evaluation) -> Line:
    """A line with what a follow-up says of it: that it is done, or done and to be kept in mind."""
    if line.rule in told:
        return line.model_copy(update={"done": True})
    again = reading.roles.again_rule
    if line.rule != again or again not in done:
        return line
    asked_anew = (slot.when for slot in reading.bank.action_by_id[again].slots if slot.when != ALWAYS)
    return line.model_copy(update={"holds_on": not any(holds(when, reading) for when in asked_anew)})


def _under(line: Line, row: Together | None, reading: Evaluation) -> Line:
    """A line with the one that it stands under, where the condition of that holds."""
    if row is None or not holds(row.when, reading):
        return line
    adds: dict[Edition, LineText] = {}
    for edition, parts in row.adds.items():
        if (line.rule or "", edition) not in reading.decisions.edited:
            filled = fill_parts(parts, {}, reading)
            adds[edition] = filled[0] if filled else _NOTHING
    return line.model_copy(update={"under": row.under, "adds": adds})
