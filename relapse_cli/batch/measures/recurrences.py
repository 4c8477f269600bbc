"""What comes again: sequences that recur within a case, and pieces of sequences that many cases share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from relapse_cli.batch.case import Case
from relapse_cli.batch.measures.sequences import steps_words
from relapse_cli.batch.measures.view import INTERVIEW, SHARE_COLUMNS, View, cases_cell, share_cells
from relapse_cli.batch.suppression import is_small
from relapse_cli.batch.tally import Count, Key, Tally
from relapse_cli.logic.history.recurring import recurring
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import Column, Table
from relapse_cli.text.nouns import counted

_LONGEST = 4
"""Steps: what recurs within a case is counted under its first ones."""
_MOST_INTERVIEWS = 30
"""Of one case so many interviews, the last ones, are compared with each other."""
_MOST_STEPS = 12
"""Steps of one interview whose pairs and threes are counted; the first ones."""
_MOST_SHOWN = 20
_TOLD, _TWICE = "told", "twice"


def count(bank: Bank, case: Case, tally: Tally) -> None:
    """Count the case under each piece that its interviews hold, and under each that several of them hold."""
    told = [folded(s.row.sequence, bank) for s in case.interviews if s.row.sequence]
    if not told:
        return
    pieces: set[Key] = set()
    for steps in told:
        pieces.update(combinations(steps[:_MOST_STEPS], 2), combinations(steps[:_MOST_STEPS], 3))
    tally.put("piece", list(pieces))
    tally.put("recur_cases", [_TOLD, _TWICE] if len(told) > 1 else [_TOLD])
    if len(told) > 1:
        tally.put("recurs", list(_recurring(tuple(told[-_MOST_INTERVIEWS:]))))


@lru_cache(maxsize=4096)
def _recurring(told: tuple[tuple[str, ...], ...]) -> frozenset[Key]:
    """What several interviews of a case share, by its first steps; short sequences are often alike."""
    named = {str(place): steps for place, steps in enumerate(told)}
    return frozenset(steps[:_LONGEST] for steps, _ in recurring(named))


@lru_cache(maxsize=4096)
def folded(steps: tuple[str, ...], bank: Bank) -> tuple[str, ...]:
    """A sequence in which close variants of a domain count as one, the first time they come."""
    return tuple(dict.fromkeys(bank.sets.folded(step) for step in steps))


def tables(view: View) -> Iterator[Table]:
    """What recurs within cases, and what cases share."""
    if not view.tells(INTERVIEW):
        return
    twice, told = view.total("recur_cases", _TWICE), view.total("recur_cases", _TOLD)
    interviewed = _cases(view.sessions(INTERVIEW).cases)
    if twice.records and not is_small(twice, view.min_cell):
        yield _table(
            view, "recurs", "Sequences that recur within a case", (twice, told, interviewed),
            says="In how many cases these steps come in this order, with anything between, more than once.",
            of="with at least two told sequences",
            note="Counted is what cannot be made longer in its case; of more than four steps the first four.",
        )  # fmt: skip
    if told.records and not is_small(told, view.min_cell):
        yield _table(
            view, "piece", "Steps that cases share", (told, interviewed),
            says="In how many cases two or three steps come in this order, with anything between.",
            of="with a told sequence",
            note="A case counts once for all its interviews.",
        )  # fmt: skip


def _cases(number: int) -> Count:
    return Count(number, number)


def _table(
    view: View, name: str, title: str, within: tuple[Count, ...], *, says: str, of: str, note: str
) -> Table:
    """A table of cases.

    Args:
        view: the counts.
        name: the name of the count; ``title``, ``says``, ``of`` and ``note`` as they are read.
        title: see there.
        within: the cases it is out of, and the ever larger numbers that these are part of.
        says: see there.
        of: see there.
        note: see there.
    """
    whole = within[0]
    hidden = any(view.withholds(whole, larger) for larger in within[1:])
    listed = [
        (tuple(map(str, key)), seen.cases)
        for key, seen in view.tally.counts(name).items()
        if isinstance(key, tuple) and not any(view.withholds(_cases(seen.cases), each) for each in within)
    ]
    listed.sort(key=lambda item: (-item[1], -len(item[0]), item[0]))
    return Table(
        id="recurring" if name == "recurs" else "shared_steps",
        title=title,
        says=says,
        of=f"the cases {of}; their number is withheld" if hidden else f"{counted(whole.cases, 'case')} {of}",
        total=cases_cell(whole, held=hidden),
        columns=(
            Column("steps", "Steps", "name"),
            Column("words", "In words", "words"),
            Column("cases", "Cases", "count"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(
            (
                " > ".join(steps),
                steps_words(view.bank, steps),
                cases,
                *share_cells(cases, whole.records, held=hidden),
            )
            for steps, cases in listed[:_MOST_SHOWN]
        ),
        note=f"{note} Close variants of a subject count as one. At most {_MOST_SHOWN} are listed, and none "
        "that is withheld.",
    )
