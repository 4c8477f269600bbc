"""Sleep, anxiety and pull over time: each month, and from the first to the last session of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter

from relapse_cli.batch.case import Case
from relapse_cli.batch.measures import spans
from relapse_cli.batch.measures.view import KINDS, View, count_cell, number
from relapse_cli.batch.row import Row
from relapse_cli.batch.suppression import in_line
from relapse_cli.batch.tally import Count, Tally, keys_after
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import Cell, Column, Table

SCALES = ("sleep", "anxiety", "pull")
_WORDS = {"sleep": "hard nights", "anxiety": "strongest anxiety", "pull": "pull to take it"}
_TEN = "of 10"
_NOT_TOLD = ""
"""Stands for the sessions in which a scale was not told; in no month is that name."""
_SCALES: tuple[tuple[str, Callable[[Row], int | None]], ...] = tuple(
    (scale, attrgetter(scale)) for scale in SCALES
)


def count(_bank: Bank, case: Case, tally: Tally) -> None:
    """Count each value by month, and how far the last one of the case is from the first."""
    for scale, value_of in _SCALES:
        told = [(s.row.day[:7], value) for s in case.counted if (value := value_of(s.row)) is not None]
        if told:
            tally.put("scale", [keys_after(scale, month)(value) for month, value in told])
        if len(told) > 1:
            tally.put("scale_change", [(scale, told[-1][1] - told[0][1])])


def tables(view: View) -> Iterator[Table]:
    """Each scale by month, and the changes within cases."""
    by_month = _by_month(view)
    if by_month:
        yield _months(view, by_month)
    changes = _changes(view)
    if any(changes.values()):
        yield _change_table(view, changes)


def _by_month(view: View) -> dict[str, dict[str, dict[int, Count]]]:
    """By scale and month, how often each value was told."""
    found: dict[str, dict[str, dict[int, Count]]] = {}
    for key, seen in view.tally.counts("scale").items():
        scale, month, value = key if isinstance(key, tuple) else ("", "", 0)
        found.setdefault(str(scale), {}).setdefault(str(month), {})[int(value)] = seen
    return found


def _changes(view: View) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {scale: {} for scale in SCALES}
    for key, seen in view.tally.counts("scale_change").items():
        if isinstance(key, tuple) and key[0] in found:
            found[str(key[0])][int(key[1])] = seen.records
    return found


def _months(view: View, known: dict[str, dict[str, dict[int, Count]]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for scale in SCALES:
        months = {month: _total(seen) for month, seen in known.get(scale, {}).items()}
        every = sum(view.sessions(kind).records for kind in KINDS)
        rest = every - sum(seen.records for seen in months.values())
        held = in_line({**months, _NOT_TOLD: Count(rest, rest)}, view.min_cell)
        for month, whole in months.items():
            values = {value: seen.records for value, seen in known[scale][month].items()}
            hidden = month in held
            middle, mean = number(spans.median(values), held=hidden), number(spans.mean(values), held=hidden)
            rows.append((scale, _WORDS[scale], month, count_cell(whole, held=hidden), mean, middle))
    return Table(
        id="scales_by_month",
        title="Sleep, anxiety and pull by month",
        says="The mean and the middle of what was told, from 0 to 10, in interviews and follow-ups.",
        of="the sessions in which each was told",
        total=None,
        columns=(
            Column("scale", "Scale", "name"),
            Column("words", "In words", "words"),
            Column("month", "Month", "month"),
            Column("sessions", "Sessions", "count"),
            Column("mean", "Mean", "number", _TEN),
            Column("median", "Middle", "number", _TEN),
        ),
        rows=tuple(rows),
        chart="lines",
        chart_by="month",
        chart_of="mean",
        across=("words",),
        aside=("scale", "median"),
        note="0 is none and 10 the worst. Who is seen in a month differs, so a change here need not be a "
        "change in anybody.",
    )


def _total(values: dict[int, Count]) -> Count:
    """How many sessions told a value, and at least how many cases: a case may tell several."""
    return Count(sum(c.records for c in values.values()), max(c.cases for c in values.values()))


def _change_table(view: View, known: dict[str, dict[int, int]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for scale in SCALES:
        changes = known[scale]
        cases = sum(changes.values())
        if not cases:
            continue
        parts = {
            "easier": sum(n for change, n in changes.items() if change < 0),
            "same": changes.get(0, 0),
            "harder": sum(n for change, n in changes.items() if change > 0),
        }
        rest = view.total("cases", "all").cases - cases
        numbers = {name: Count(n, n) for name, n in {**parts, _NOT_TOLD: rest}.items()}
        held = in_line(numbers, view.min_cell, closed=view.few(cases))
        small = _NOT_TOLD in held or view.few(cases)
        told = (count_cell(Count(n, n), held=name in held) for name, n in parts.items())
        mean, middle = number(spans.mean(changes), held=small), number(spans.median(changes), held=small)
        rows.append((scale, _WORDS[scale], count_cell(Count(cases, cases), held=small), *told, mean, middle))
    return Table(
        id="scale_changes",
        title="Sleep, anxiety and pull within cases",
        says="How far the last told number of a case is from its first one.",
        of="the cases that told it in at least two sessions",
        total=None,
        columns=(
            Column("scale", "Scale", "name"),
            Column("words", "In words", "words"),
            Column("cases", "Cases", "count"),
            Column("easier", "Easier", "count", of="cases"),
            Column("same", "The same", "count", of="cases"),
            Column("harder", "Harder", "count", of="cases"),
            Column("mean", "Change, mean", "number", _TEN),
            Column("median", "Change, middle", "number", _TEN),
        ),
        rows=tuple(rows),
        aside=("scale",),
        note="Below nought is easier.",
    )
