"""From rows to counts."""

from __future__ import annotations

from relapse_cli.batch.case_rows import CaseRows, Repeated
from relapse_cli.batch.partial import Asked, Partial, Seen
from relapse_cli.model.bank import Bank


def counted(
    bank: Bank,
    asked: Asked,
    rows: CaseRows,
    *,
    seen: Seen | None = None,
    stopped: bool = False,
    repeated: Repeated | None = None,
) -> Partial:
    """Count all cases that were kept.

    Args:
        bank: the bank that the rows were made with.
        asked: what was asked.
        rows: the rows, all of them.
        seen: how many records came; what repeats here is added to it.
        stopped: it was ended before all records had come.
        repeated: is told each record that came again.
    """
    again = 0

    def note(name: str, earlier: int, later: int) -> None:
        nonlocal again
        again += 1
        if repeated is not None:
            repeated(name, earlier, later)

    partial = Partial(asked, stopped=stopped)
    for case in rows.cases(note):
        partial.add(bank, case)
    partial.seen = (seen or Seen()).plus(Seen(repeated=again))
    return partial
