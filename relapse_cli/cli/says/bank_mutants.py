"""What `relapse bank test --mutate` and `--write-missing` say: what no case notices, what was written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.app.reports.bank_mutants import Changes, Written
    from relapse_cli.checks.cases.survivors import State, Survivor
    from relapse_cli.checks.cases.witnesses import Goal
    from relapse_cli.places import Places

_TITLES: dict[State, str] = {
    "could be noticed": "No case notices, and one could (--write-missing writes it)",
    "not decided": "No case notices, and it is not decided whether one could",
    "": "No case notices (with the extra 'prove' it is said whether one could)",
    "no interview tells": "No case notices; within the bounds of bank prove nothing comes out otherwise",
}


def change_lines(changes: Changes | None, places: Places) -> Iterator[str]:
    """What came of changing a bank, as lines to be read."""
    if changes is None:
        return
    left = len(changes.survivors)
    yield f"{changes.total - left} of {changes.total} changes of one thing are noticed by a case."
    counts = Counter(each.state for each in changes.survivors)
    for state, title in _TITLES.items():
        if counts[state]:
            yield f"{title}: {counts[state]}"
        yield from (f"  {_line(each, places)}" for each in changes.survivors if each.state == state)


def _line(survivor: Survivor, places: Places) -> str:
    file, line = places.at(survivor.mutant.place)
    return f"{file}:{line}: {survivor.mutant.told}"


def change_data(changes: Changes | None, places: Places) -> dict[str, object]:
    """The same as data; nothing where no change was made."""
    if changes is None:
        return {}
    rows = []
    for each in changes.survivors:
        file, line = places.at(each.mutant.place)
        row = {"place": each.mutant.spot.text, "change": each.mutant.change, "file": file, "line": line}
        rows.append({**row, "state": each.state or None})
    return {"changes": {"total": changes.total, "survivors": rows}}


def written_lines(written: Written, places: Places) -> Iterator[str]:
    """What was written, and what cannot be."""
    if written.file is None:
        yield "There is no case to be written."
    else:
        yield f"{counted(written.cases, 'case')} to be reviewed written to {written.file}."
    yield from (f"No interview reaches: {_goal(each, places)}" for each in written.never)
    yield from (f"Not decided: {_goal(each, places)}" for each in written.unlike)


def _goal(goal: Goal, places: Places) -> str:
    file, line = places.at(goal.place)
    return f"{file}:{line}: {goal.told}" if goal.place else goal.told
