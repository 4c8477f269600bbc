"""The order of lines on a plan (rules 7.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from relapse_cli.logic.facts.timeline import timeline
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_terms import PlanSection
from relapse_cli.model.known_ids import CONTACT_GAP, SAFETY_GAP, STEPS_GAP
from relapse_cli.model.plan import Line
from relapse_cli.model.roles import Roles

SECTIONS = get_args(PlanSection)
"""The sections in the order of the plan."""
_HEAD, _RULES, _ROWS, _OWN, _ANSWERS = range(5)
"""Places within a section."""

_Place = tuple[int, int, int, int, int, str]


def _stands_first(roles: Roles) -> tuple[str, ...]:
    """Lines that stand before everything else, in this order."""
    return (
        roles.emergency_rule,
        roles.contact_rule,
        CONTACT_GAP,
        roles.safety_answers,
        SAFETY_GAP,
        roles.same_day_rule,
        roles.clarify_rule,
    )


class _LinePlacer:
    """Gives each line of one plan its sort key.

    Attributes:
        heads: answers that stand first in their section.
    """

    def __init__(self, reading: Evaluation) -> None:
        roles = reading.roles
        self.first = _stands_first(roles)
        self.heads = {roles.event_answers, roles.sequence_answers, roles.coping_answers}
        self.first_step_prefix = roles.first_step_prefix
        self.rules = {action.id: index for index, action in enumerate(reading.bank.actions)}
        self.answers = {rule.id: index for index, rule in enumerate(reading.bank.answer_lines)}
        self.rows = {a.id: a.domains for a in reading.bank.actions if a.is_trigger_row}
        self.events: dict[str, int] = {}
        for index, event in enumerate(timeline(reading)):
            if event.domain is not None:
                self.events.setdefault(event.domain, index)
        self.never = len(self.events) + len(timeline(reading))

    def _row_place(self, row: str) -> tuple[int, int]:
        """Earliest event first; rows without an event after them, rows without domains last."""
        found = [self.events[domain] for domain in self.rows[row] if domain in self.events]
        without = self.never if self.rows[row] else self.never + 1
        return min(found, default=without), self.rules[row]

    def _domain_place(self, domain: str) -> tuple[int, int]:
        """Where what belongs to a domain stands: with the row that answers it, else with its event."""
        row = next((row for row, domains in self.rows.items() if domain in domains), None)
        return self._row_place(row) if row else (self.events.get(domain, self.never), 0)

    def place(self, line: Line) -> _Place:
        """The sort key of a line."""
        if line.id in self.first:
            return (0, self.first.index(line.id), 0, 0, 0, "")
        section, rule = SECTIONS.index(line.section) + 1, line.rule or ""
        if line.id.startswith(self.first_step_prefix):
            return (section, _HEAD, -1, 0, 0, "")
        if line.id == STEPS_GAP:
            return (section, _ROWS, -1, 0, 0, line.id)
        if line.id in self.heads or (line.role == "gap" and line.domain is None):
            return (section, _HEAD, 0, 0, 0, line.id)
        if rule in self.rows:
            return (section, _ROWS, *self._row_place(rule), 0, line.id)
        if line.domain is not None:
            return (section, _ROWS, *self._domain_place(line.domain), 2 if line.gap else 1, line.id)
        if line.role == "answer":
            return (section, _ANSWERS, self.answers.get(rule, 0), 0, 0, line.id)
        if line.role == "own":
            return (section, _OWN, 0, 0, 0, line.id)
        return (section, _RULES, self.rules.get(rule, 0), 0, 0, line.id)


def order_lines(lines: Iterable[Line], reading: Evaluation) -> tuple[Line, ...]:
    """Sort lines into the order of rules 7.6."""
    return tuple(sorted(lines, key=_LinePlacer(reading).place))
