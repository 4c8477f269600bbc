"""What came after an interview whose plan repeated the one before it, and after one whose plan did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from relapse_cli.batch import intervals
from relapse_cli.batch.case import Case, Sitting
from relapse_cli.batch.measures import spans
from relapse_cli.batch.measures.view import INTERVIEW, SHARE_COLUMNS, View, count_cell, number, share_cells
from relapse_cli.batch.suppression import in_line, pair
from relapse_cli.batch.tally import Count, Key, Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import Cell, Column, Mark, Table
from relapse_cli.text.nouns import counted

REPEATED, CHANGED = "repeated", "changed"
_PLANS = (REPEATED, CHANGED)
_WORDS = {REPEATED: "the same plan as before", CHANGED: "another plan"}


def count(_bank: Bank, case: Case, tally: Tally) -> None:
    """Count the interviews that can be compared by their plan and by whether another interview came."""
    outcomes: list[Key] = []
    waits: list[Key] = []
    if len(case.known) < 2:
        return
    for sitting in case.interviews:
        plan = plan_of(case, sitting)
        if plan is None:
            continue
        following = case.interview_after(sitting)
        outcomes.append((plan, int(following is not None)))
        if following is not None:
            waits.append((plan, spans.hours(following.began - sitting.row.at) // 24))
    tally.put("after_plan", outcomes)
    tally.put("after_plan_days", waits)


def plan_of(case: Case, sitting: Sitting) -> str | None:
    """Whether a plan repeats that of the interview compared with; ``None`` where there is none to compare."""
    earlier = case.compared(sitting)
    if earlier is None or not (earlier.row.plan_key and sitting.row.plan_key):
        return None
    return REPEATED if earlier.row.plan_key == sitting.row.plan_key else CHANGED


def returns(view: View) -> dict[str, tuple[int, int]] | None:
    """How many interviews came after, of how many plans of each kind; ``None`` where that is withheld."""
    whole = {plan: _whole(view, plan) for plan in _PLANS}
    held = _held(view, whole)
    after = {plan: view.total("after_plan", (plan, 1)) for plan in _PLANS}
    if held or any(pair(after[plan], whole[plan], view.min_cell) for plan in _PLANS):
        return None
    return {plan: (after[plan].records, whole[plan].records) for plan in _PLANS}


def _held(view: View, whole: Mapping[str, Count]) -> frozenset[str]:
    """The plans whose number is withheld: all, where few can be compared or few cannot."""
    together, interviews = sum(seen.records for seen in whole.values()), view.sessions(INTERVIEW).records
    few = view.few(together, interviews - together) or not view.tells(INTERVIEW)
    return in_line(whole, view.min_cell, closed=few)


def _whole(view: View, plan: str) -> Count:
    one, other = (view.total("after_plan", (plan, came)) for came in (0, 1))
    return Count(one.records + other.records, max(one.cases, other.cases))


def tables(view: View) -> Iterator[Table]:
    """The share of plans of each kind after which the case came back, and the difference."""
    whole = {plan: _whole(view, plan) for plan in _PLANS}
    together = sum(seen.records for seen in whole.values())
    closed = _held(view, whole)
    if not together or closed == set(_PLANS):
        return
    rows: list[tuple[Cell, ...]] = []
    for plan, of in whole.items():
        after = view.total("after_plan", (plan, 1))
        held = plan in closed or pair(after, of, view.min_cell)
        days = _days(view, plan)
        middle = None if not days else number(spans.median(days), held=held)
        cells = (count_cell(of, held=plan in closed), count_cell(after, held=held))
        rows.append((plan, _WORDS[plan], *cells, *share_cells(after.records, of.records, held=held), middle))
    rows.append(("difference", "difference", None, None, *_difference(view), None))
    yield Table(
        id="after_plan",
        title="After a plan that repeated the one before",
        says="After how many interviews another interview of the case came, by whether the plan was the same "
        "as that of the interview it is compared with.",
        of=f"{counted(together, 'interview')} with an earlier one of the case to compare with",
        total=together,
        columns=(
            Column("plan", "Plan", "name"),
            Column("words", "In words", "words"),
            Column("interviews", "Interviews", "count"),
            Column("after", "Another interview came after", "count", of="interviews"),
            *SHARE_COLUMNS,
            Column("days", "Days until then, middle", "number", "days"),
        ),
        rows=tuple(rows),
        aside=("plan",),
        note="The same plan: the same trigger rows and if-then lines. This does not say that the plan is the "
        "reason: cases differ, several interviews of one case are alike, and recent interviews have had less "
        "time for another one. The last row is the difference of the shares with its interval (Newcombe).",
    )


def _difference(view: View) -> tuple[Cell, Cell, Cell]:
    """The difference of the two shares."""
    known = returns(view)
    if known is None:
        return (Mark.WITHHELD,) * 3
    if not (known[REPEATED][1] and known[CHANGED][1]):
        return (None,) * 3
    found = intervals.difference(known[REPEATED], known[CHANGED])
    return number(found.value), number(found.low), number(found.high)


def _days(view: View, plan: str) -> dict[int, int]:
    counts = view.tally.counts("after_plan_days")
    return {int(key[1]): c.records for key, c in counts.items() if isinstance(key, tuple) and key[0] == plan}
