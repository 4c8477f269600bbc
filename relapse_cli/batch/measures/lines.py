"""What became of the lines of the plans, as the follow-ups of their interviews tell it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from relapse_cli.batch.case import Case, Sitting
from relapse_cli.batch.measures.view import INTERVIEW, View, count_cell, number, share_cells
from relapse_cli.batch.suppression import in_line, in_table, is_small
from relapse_cli.batch.tally import Count, Key, Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import Action
from relapse_cli.model.review import Cell, Column, Table
from relapse_cli.text.nouns import counted

STATES = ("done", "in_progress", "not_done", "unknown", "declined")
_STATE_WORDS = ("Done", "Under way", "Not done", "Not known", "Not said")
_NOT_ASKED = "not_asked"
_ALL_STATES = (*STATES, _NOT_ASKED)
_FOLLOWED = "followed"
_PLACE = re.compile(r"\{[^}]*\}")
"""Where a line says something of the one patient."""


def count(bank: Bank, case: Case, tally: Tally) -> None:
    """Count the lines of each interview, and what its follow-ups say of them."""
    interviews = case.interviews
    tally.put("line", [rule for sitting in interviews for rule in lines_of(sitting)])
    if len(interviews) == len(case.known):
        return
    states: list[Key] = []
    followed = 0
    for sitting in interviews:
        after = [s for s in case.known if s.followup and case.followed(s) is sitting]
        followed += bool(after)
        states += reported(bank, sitting, after)
    tally.put("followed", [_FOLLOWED] * followed)
    tally.put("line_state", states)


def lines_of(sitting: Sitting) -> tuple[str, ...]:
    """The rules of the lines on the plan of an interview, and on those signed before it was gone on with."""
    if len(sitting.parts) == 1:
        return sitting.row.rules
    signed = [part.rules for part in sitting.parts[:-1] if part.signed]
    return tuple(dict.fromkeys(rule for rules in (sitting.row.rules, *signed) for rule in rules))


def reported(bank: Bank, sitting: Sitting, followups: list[Sitting]) -> list[Key]:
    """For each rule that follow-ups speak of: done where one says so, else what the last one says."""
    said: dict[str, str] = {}
    there = set(lines_of(sitting))
    for followup in followups:
        for rule, state in followup.row.reports:
            if rule in there and rule in bank.action_by_id and said.get(rule) != "done":
                said[rule] = state
    return list(said.items())


def tables(view: View) -> Iterator[Table]:
    """The lines by their part of the plan, and one by one."""
    if not view.tells(INTERVIEW):
        return
    parts: list[tuple[Cell, ...]] = []
    lines: list[tuple[Cell, ...]] = []
    for part in _parts(view):
        parts.append(part.row())
        lines += part.rows()
    yield _table(view, "line_kinds", "Plan lines by kind", "Part of the plan", tuple(parts))
    yield _table(view, "lines", "Plan lines", "Line", tuple(lines))


def _parts(view: View) -> list[_Part]:
    """The parts of a plan in their order: a section, and what is to be done in it or avoided."""
    order = list(view.bank.wording.sections)
    found: dict[tuple[str, str], list[Action]] = {}
    for action in sorted(view.bank.actions, key=lambda a: (order.index(a.section), a.kind)):
        if view.total("line", action.id).records:
            found.setdefault((action.section, action.kind), []).append(action)
    return [_Part(view, section, kind, tuple(actions)) for (section, kind), actions in found.items()]


@dataclass(frozen=True)
class _Part:
    """The lines of one part of the plans: each has its states, and they add up to those of the part."""

    view: View
    section: str
    kind: str
    actions: tuple[Action, ...]

    @cached_property
    def plans(self) -> dict[str, Count]:
        """By line, on how many plans it stood."""
        return {action.id: self.view.total("line", action.id) for action in self.actions}

    @cached_property
    def cells(self) -> dict[tuple[str, str], Count]:
        """By line and state, on how many plans that was told of it; the rest is what nobody asked about."""
        found: dict[tuple[str, str], Count] = {}
        for rule, plans in self.plans.items():
            states = {state: self.view.total("line_state", (rule, state)) for state in STATES}
            found |= {(rule, state): seen for state, seen in states.items()}
            found[rule, _NOT_ASKED] = View.without(plans, _sum(states.values()))
        return found

    @cached_property
    def whole(self) -> Count:
        """How often its lines stood on a plan."""
        return _sum(self.plans.values())

    @cached_property
    def states(self) -> dict[str, Count]:
        """The states of all its lines together."""
        return {s: _sum(self.cells[rule, s] for rule in self.plans) for s in _ALL_STATES}

    @cached_property
    def telling(self) -> frozenset[str]:
        """The lines that stood on all plans but a few, or were asked about so often that it is just few."""
        interviews, few = self.view.sessions(INTERVIEW).records, self.view.min_cell - 1
        return frozenset(
            rule
            for rule, plans in self.plans.items()
            if self.view.few(interviews - plans.records)
            or plans.records - self.cells[rule, _NOT_ASKED].records == few > 0
        )

    @cached_property
    def closed(self) -> bool:
        """Whether it is withheld how often its lines stood on a plan."""
        return is_small(self.whole, self.view.min_cell) or (len(self.plans) == 1 and bool(self.telling))

    @cached_property
    def held_states(self) -> frozenset[str]:
        """The states of the part whose numbers are withheld."""
        return in_line(self.states, self.view.min_cell, closed=self.closed)

    @cached_property
    def held_lines(self) -> frozenset[str]:
        """The lines for which it is withheld on how many plans they stood."""
        return in_line(self.plans, self.view.min_cell, closed=self.closed, also=self.telling)

    def row(self) -> tuple[Cell, ...]:
        """All of the part."""
        section = self.view.bank.wording.sections[self.section]
        words = f"{section}: {'to do' if self.kind == 'do' else 'to avoid'}"
        cells = _cells(self.whole, self.states, self.held_states, held=self.closed)
        return f"{self.section}.{self.kind}", words, *cells

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Its lines, one by one."""
        held = in_table(
            self.cells,
            list(self.plans),
            list(_ALL_STATES),
            self.view.min_cell,
            closed_rows=self.held_lines,
            closed_columns=self.held_states,
        )
        for action in self.actions:
            states = {state: self.cells[action.id, state] for state in _ALL_STATES}
            hidden = frozenset(state for state in _ALL_STATES if (action.id, state) in held)
            closed = action.id in self.held_lines
            yield action.id, _words(action), *_cells(self.plans[action.id], states, hidden, held=closed)


def _sum(counts: Iterable[Count]) -> Count:
    """Counts together; as cases may be in several of them, at least as many cases as in any one."""
    found = list(counts)
    return Count(sum(c.records for c in found), max((c.cases for c in found), default=0))


def _words(action: Action) -> str:
    """A line in the few words of its first sentence."""
    parts = action.texts.get("clinician") or next(iter(action.texts.values()), ())
    return _PLACE.sub("…", parts[0].short or parts[0].text) if parts else action.id


def _cells(plans: Count, states: dict[str, Count], hidden: frozenset[str], *, held: bool) -> tuple[Cell, ...]:
    """On how many plans, what was told of them, and the share that was done of what was asked about."""
    asked = plans.records - states[_NOT_ASKED].records
    told = (count_cell(states[state], held=state in hidden) for state in STATES)
    unsure = bool(hidden & set(STATES)) and (held or _NOT_ASKED in hidden)
    share = share_cells(states["done"].records, asked, held=unsure or "done" in hidden)
    return count_cell(plans, held=held), number(asked, held=unsure), *told, *share


def _table(view: View, name: str, title: str, what: str, rows: tuple[tuple[Cell, ...], ...]) -> Table:
    whole, followed = view.sessions(INTERVIEW), view.total("followed", _FOLLOWED)
    held = view.withholds(followed, whole)
    asked = "some" if held else f"{followed.records:,}"
    asked_of = {"done": "asked"}
    states = (
        Column(s, w, "count", of=asked_of.get(s, "")) for s, w in zip(STATES, _STATE_WORDS, strict=True)
    )
    return Table(
        id=name,
        title=title,
        says="On how many plans a line stood, and what follow-ups of these interviews say of it.",
        of=f"the plans of {counted(whole.records, 'interview')}, {asked} of them with a follow-up",
        total=whole.records,
        columns=(
            Column("line", what, "name"),
            Column("words", "In words", "words"),
            Column("plans", "On plans", "count"),
            Column("asked", "Asked about", "count"),
            *states,
            Column("done_share", "Done, share", "share"),
            Column("done_low", "Done, low end", "low"),
            Column("done_high", "Done, high end", "high"),
        ),
        aside=("in_progress", "unknown", "declined", *(["line"] if name == "line_kinds" else [])),
        rows=rows,
        note="Done where any follow-up of the interview says so, else what the last one says. A line that "
        "nobody asked about is neither done nor not done. Lines in somebody's own words are not counted.",
    )
