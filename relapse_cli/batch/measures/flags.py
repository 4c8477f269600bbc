"""What was found: each flag, month by month, and the flags that carry a level alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from relapse_cli.batch.case import Case
from relapse_cli.batch.measures.split import Split, yes_or_no
from relapse_cli.batch.measures.view import (
    INTERVIEW,
    KINDS,
    SHARE_COLUMNS,
    View,
    count_cell,
    kind_of,
    sessions_words,
    share_cells,
)
from relapse_cli.batch.suppression import in_line
from relapse_cli.batch.tally import Count, Key, Tally, keys_after
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import Flag
from relapse_cli.model.review import ALIKE, Cell, Column, Mark, Table
from relapse_cli.text.nouns import counted

_SEVERAL = "several"
"""Stands for the sessions in which more than one flag is at the highest level."""

_FLAG = (
    Column("flag", "Flag", "name"),
    Column("words", "What was found", "words"),
    Column("level", "Level", "number"),
)


def count(bank: Bank, case: Case, tally: Tally) -> None:
    """Count the flags that are set, those that could have been, and the one that stands alone highest."""
    flags: list[Key] = []
    by_month: list[Key] = []
    alone: list[Key] = []
    at_level = _at_level(bank)
    for sitting in case.counted:
        row = sitting.row
        kind = kind_of(row)
        tally.put_alike("could", (kind, row.could), partial(_could, bank, kind, row.could))
        if row.flags:
            flags += map(keys_after(kind), row.flags)
            by_month += map(keys_after(kind, row.day[:7]), row.flags)
            highest = at_level[row.level].intersection(row.flags)
            alone.append((kind, row.level, _SEVERAL if len(highest) > 1 else next(iter(highest))))
    tally.put("flag", flags)
    tally.put("flag_month", by_month)
    tally.put("alone", alone)


_AtLevel = dict[int, frozenset[str]]
_KNOWN: list[tuple[Bank, _AtLevel]] = []
"""Of the last bank, known by its place in memory: comparing banks takes longer than finding levels."""


def _at_level(bank: Bank) -> _AtLevel:
    """The flags of each level."""
    if not (_KNOWN and _KNOWN[0][0] is bank):
        levels = {flag.level for flag in bank.flags}
        found: _AtLevel = {level: frozenset(f.id for f in bank.flags if f.level == level) for level in levels}
        _KNOWN[:] = [(bank, found)]
    return _KNOWN[0][1]


def _could(bank: Bank, kind: str, bits: int) -> list[Key]:
    """The flags whose bits are set."""
    return [(kind, name) for bit, name in enumerate(bank.flag_by_id) if bits >> bit & 1]


def tables(view: View) -> Iterator[Table]:
    """The flags of each kind of session, those that carry a level alone, and those of each month."""
    for kind in KINDS:
        if view.tells(kind):
            yield _flags(view, kind)
            yield _alone(view, kind)
    if view.tells(INTERVIEW):
        yield _months(view)


def known_flags(view: View, kind: str) -> list[Flag]:
    """The flags that a kind of session can have, in the order of the bank."""
    return [f for f in view.bank.flags if (f.when if kind == INTERVIEW else f.followup) is not None]


def _could_of(view: View, kind: str, flag: Flag) -> Count:
    """In how many sessions a flag could have been set."""
    could = view.total("could", (kind, flag.id)).records
    return Count(could, could)


def _hides_could(view: View, kind: str, flag: Flag) -> bool:
    """Whether it is withheld in how many sessions a flag could have been set, and in how many not."""
    return view.withholds(_could_of(view, kind, flag), view.sessions(kind))


def is_held(view: View, kind: str, flag: Flag) -> bool:
    """Whether it is withheld how often a flag was set."""
    seen, could = view.total("flag", (kind, flag.id)), _could_of(view, kind, flag)
    whole = view.sessions(kind)
    return view.is_closed(kind) or view.withholds(seen, could) or view.withholds(seen, whole)


def _flags(view: View, kind: str) -> Table:
    """How often each flag was set, out of the sessions in which it could have been."""
    whole = view.sessions(kind)
    rows = []
    for flag in known_flags(view, kind):
        seen, could = view.total("flag", (kind, flag.id)), _could_of(view, kind, flag)
        held = is_held(view, kind, flag)
        no_base = _hides_could(view, kind, flag)
        cells = share_cells(seen.records, could.records, held=held or no_base)
        rows.append(
            (
                flag.id,
                flag.short or flag.text,
                flag.level,
                count_cell(seen, held=held),
                count_cell(could, held=no_base),
                *cells,
            )
        )
    prefix = "" if kind == INTERVIEW else "followup_"
    return Table(
        id=f"{prefix}flags",
        title="Flags" if kind == INTERVIEW else "Flags of follow-ups",
        says=f"In how many {sessions_words(kind)} each flag was set, of those in which it could be.",
        of=f"{counted(whole.records, sessions_words(kind, one=True))}; a session may have several flags",
        total=whole.records,
        columns=(
            *_FLAG,
            Column("sessions", sessions_words(kind).capitalize(), "count", of="could"),
            Column("could", "Could have been set", "count"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(rows),
        note=f"A flag could have been set where a question that it reads was relevant. {ALIKE}",
        chart="bars",
        chart_by="words",
        chart_of="share",
    )


def _alone(view: View, kind: str) -> Table:
    """The flags that alone carry the level of a session: without them it would be at a lower one."""
    rows: list[tuple[Cell, ...]] = []
    for level, whole in view.levels[kind].items():
        flags = [flag for flag in known_flags(view, kind) if flag.level == level]
        seen = {f.id: view.total("alone", (kind, level, f.id)) for f in flags}
        seen[_SEVERAL] = view.total("alone", (kind, level, _SEVERAL))
        held = in_line(seen, view.min_cell, closed=level in view.closed_levels[kind])
        for flag in flags:
            hidden = flag.id in held or (is_held(view, kind, flag) and seen[flag.id].records > 0)
            could = _could_of(view, kind, flag)
            no_base = _hides_could(view, kind, flag)
            rows.append(
                (
                    flag.id,
                    flag.short or flag.text,
                    level,
                    count_cell(seen[flag.id], held=hidden),
                    count_cell(whole, held=level in view.closed_levels[kind]),
                    *share_cells(
                        seen[flag.id].records,
                        whole.records,
                        held=hidden or level in view.closed_levels[kind],
                    ),
                    Mark.WITHHELD if no_base else could.records,
                )
            )
    prefix = "" if kind == INTERVIEW else "followup_"
    return Table(
        id=f"{prefix}alone",
        title="Flags that carry a level alone"
        if kind == INTERVIEW
        else "Flags that carry it alone in follow-ups",
        says="How often a flag was the only one at the highest level that was set.",
        of=f"the {sessions_words(kind)} at the level of the flag",
        total=view.sessions(kind).records,
        columns=(
            *_FLAG,
            Column("alone", "Alone at this level", "count", of="at_level"),
            Column("at_level", f"{sessions_words(kind).capitalize()} at this level", "count"),
            *SHARE_COLUMNS,
            Column("could", "Could have been set", "count"),
        ),
        rows=tuple(rows),
        note="The others at this level have several flags of it.",
        aside=("could",),
    )


def by_month(view: View, flag: Flag) -> Split[str, bool]:
    """The interviews of each month by whether a flag was set."""
    months = view.months[INTERVIEW]
    return yes_or_no(
        months,
        {month: view.total("flag_month", (INTERVIEW, month, flag.id)) for month in months},
        view.min_cell,
        closed_where=view.closed_months[INTERVIEW],
        closed=is_held(view, INTERVIEW, flag),
    )


def _months(view: View) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for flag in known_flags(view, INTERVIEW):
        if view.total("flag", (INTERVIEW, flag.id)).records:
            split = by_month(view, flag)
            rows += [
                (
                    flag.id,
                    flag.short or flag.text,
                    month,
                    split.count(month, True),
                    split.of(month),
                    *split.share(month, True),
                )
                for month in split.whole
            ]
    whole = view.sessions(INTERVIEW)
    return Table(
        id="flags_by_month",
        title="Flags by month",
        says="In how many interviews of each month a flag was set.",
        of=f"{counted(whole.records, 'interview')} in {counted(len(view.months[INTERVIEW]), 'month')}",
        total=whole.records,
        columns=(
            *_FLAG[:2],
            Column("month", "Month", "month"),
            Column("interviews", "With the flag", "count", of="of"),
            Column("of", "Interviews", "count"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(rows),
        note=f"Flags that were never set are left out. {ALIKE}",
        across=("month",),
    )
