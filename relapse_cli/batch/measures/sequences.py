"""What led to the use: triggers, first steps and whole sequences by frequency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from relapse_cli.batch.case import Case
from relapse_cli.batch.measures.view import (
    INTERVIEW,
    SHARE_COLUMNS,
    View,
    count_cell,
    share_cells,
)
from relapse_cli.batch.suppression import in_line, is_small
from relapse_cli.batch.tally import MORE, WHOLE, Count, Key, Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import ALIKE, Cell, Column, Table
from relapse_cli.text.nouns import counted

_MOST_SHOWN = 20
_TOLD = "told"
NOT_TOLD = "not_told"
"""Stands for the interviews that told no step."""


def count(_bank: Bank, case: Case, tally: Tally) -> None:
    """Count the domains, the first one and the whole sequence of each interview that told one."""
    told = [s.row.sequence for s in case.interviews if s.row.sequence]
    if not told:
        return
    tally.put("sequence", [_TOLD] * len(told))
    tally.put("domain", [domain for steps in told for domain in steps])
    tally.put("first", [steps[0] for steps in told])
    tally.put(WHOLE, list(told))


def domain_words(bank: Bank, domain: str) -> str:
    """A domain in words."""
    known = bank.questions.get(bank.roles.sequence)
    if domain == MORE:
        return "more"
    return known.field_by_id["domain"].option_label(domain) if known else domain


def steps_words(bank: Bank, steps: Sequence[str]) -> str:
    """Several domains in words, one after the other."""
    return ", then ".join(domain_words(bank, step) for step in steps)


def told(view: View) -> Count:
    """The interviews that told what led to the use."""
    return view.total("sequence", _TOLD)


def untold(view: View) -> Count:
    """The interviews that told nothing of it."""
    return View.without(view.sessions(INTERVIEW), told(view))


def first_steps(view: View) -> tuple[Mapping[str, Count], frozenset[str]]:
    """How often each domain came first, and for which that is withheld.

    `NOT_TOLD` is withheld where it would give few away; then nobody is to know how many told a step.
    """
    seen = {domain: view.total("first", domain) for domain in _domains(view)}
    rest = untold(view)
    if is_small(rest, view.min_cell):
        return seen, in_line({**seen, NOT_TOLD: rest}, view.min_cell)
    few = is_small(told(view), view.min_cell)
    return seen, in_line(seen, view.min_cell, closed=few) | ({NOT_TOLD} if few else set())


def hides_told(view: View) -> bool:
    """Whether it is withheld how many told what led to the use."""
    return NOT_TOLD in first_steps(view)[1]


def tables(view: View) -> Iterator[Table]:
    """The domains by how often they were told and came first; whole sequences, the most frequent first."""
    if view.tells(INTERVIEW) and told(view).records and not is_small(told(view), view.min_cell):
        yield _triggers(view)
        yield _whole(view)


def _domains(view: View) -> list[str]:
    """The domains that were told, in the order of the bank."""
    known = view.bank.questions.get(view.bank.roles.sequence)
    options = [option.id for option in known.field_by_id["domain"].options] if known else []
    seen = [str(key) for key in view.tally.counts("domain")]
    return [domain for domain in options if domain in seen] + [d for d in seen if d not in options]


def _triggers(view: View) -> Table:
    whole, hidden = told(view), hides_told(view)
    first, held_first = first_steps(view)
    rows: list[tuple[Cell, ...]] = []
    for domain, began in first.items():
        seen = view.total("domain", domain)
        held = domain in held_first
        held_any = held or view.withholds(seen, whole) or view.withholds(seen, view.sessions(INTERVIEW))
        rows.append(
            (
                domain,
                domain_words(view.bank, domain),
                count_cell(seen, held=held_any),
                *share_cells(seen.records, whole.records, held=held_any or hidden),
                count_cell(began, held=held),
                share_cells(began.records, whole.records, held=held or hidden)[0],
            )
        )
    return Table(
        id="triggers",
        title="Triggers and first steps",
        says="How often a subject was among the steps before the use, and how often it came first.",
        of=_of(view),
        total=count_cell(whole, held=hidden),
        columns=(
            Column("domain", "Subject", "name"),
            Column("words", "In words", "words"),
            Column("interviews", "Interviews", "count"),
            *SHARE_COLUMNS,
            Column("first", "First step", "count"),
            Column("first_share", "First step, share", "share"),
        ),
        rows=tuple(rows),
        note=f"An interview may tell several subjects. {ALIKE}",
        chart="bars",
        chart_by="words",
        chart_of="share",
    )


def _of(view: View) -> str:
    """The interviews that told a step, and how many cases they belong to where that gives no others away."""
    whole, interviews = told(view), view.sessions(INTERVIEW)
    if hides_told(view):
        return "the interviews that told what came before; their number is withheld"
    others = view.few(interviews.cases - whole.cases)
    cases = "" if others else f" of {counted(whole.cases, 'case')}"
    return f"{counted(whole.records, 'interview')}{cases} that told what came before"


def _whole(view: View) -> Table:
    whole, hidden = told(view), hides_told(view)
    shown = listed_sequences(view)
    rows = [
        (
            " > ".join(steps),
            steps_words(view.bank, steps),
            seen.records,
            *share_cells(seen.records, whole.records, held=hidden),
        )
        for steps, seen in shown
    ]
    return Table(
        id="sequences",
        title="Whole sequences",
        says="The steps before the use in their order, the most frequent first.",
        of=_of(view),
        total=count_cell(whole, held=hidden),
        columns=(
            Column("steps", "Steps", "name"),
            Column("words", "In words", "words"),
            Column("interviews", "Interviews", "count"),
            *SHARE_COLUMNS,
        ),
        rows=tuple(rows),
        note=f"At most {_MOST_SHOWN} are listed, and none that is withheld. {ALIKE}",
    )


def listed_sequences(view: View) -> list[tuple[tuple[str, ...], Count]]:
    """The sequences that are listed: the most frequent ones of those that may be told.

    Those with the same first step add up to how often it came first, and the ones that are not listed to the
    rest of it: so the rest is a count as well, though it stands nowhere.
    """
    first, held = first_steps(view)
    by_first = groupby(view.tally.counts(WHOLE).items(), key=lambda item: _steps(item[0])[0])
    ranked: list[tuple[tuple[str, ...], Count]] = []
    for domain, items in by_first:
        if domain not in held and domain in first:
            ranked += [(_steps(key), seen) for key, seen in items if not is_small(seen, view.min_cell)]
    ranked.sort(key=lambda item: (-item[1].records, item[0]))
    chosen = ranked[:_MOST_SHOWN]
    while (told_away := _given_away(view, chosen)) is not None:
        chosen.remove(told_away)
    return chosen


def _given_away(
    view: View, chosen: Sequence[tuple[tuple[str, ...], Count]]
) -> tuple[tuple[str, ...], Count] | None:
    """A listed sequence that leaves so few others with its first step that they could be told from it."""
    for steps, _ in chosen:
        listed = sum(other.records for others, other in chosen if others[0] == steps[0])
        rest = view.total("first", steps[0]).records - listed
        if is_small(Count(rest, rest), view.min_cell):
            return min(
                (item for item in chosen if item[0][0] == steps[0]),
                key=lambda item: (item[1].records, item[0]),
            )
    return None


def _steps(key: Key) -> tuple[str, ...]:
    """A key of whole sequences."""
    return tuple(map(str, key)) if isinstance(key, tuple) else (str(key),)
