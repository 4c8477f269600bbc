"""What `relapse bank diff` says: each change on a line, then each record, then the totals."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from relapse_cli.formats.data.json_line import json_line
from relapse_cli.text.nouns import counted, series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relapse_cli.app.reports.bank_changes import BankChanges, ReadSide
    from relapse_cli.checks.changes.change import Change
    from relapse_cli.checks.changes.replayed import Outcome, RecordChange, Replayed, Unread

_FORMAT = "relapse-bank-diff/1"
_GROUPS = {"care": "What can raise or lower care:", "rules": "Other rules:", "words": "Words:"}
_MOST_READERS = 12
_CARE = {"raises": " (raises care)", "lowers": " (lowers care)", None: ""}
_SESSIONS = {"when": "in an interview", "followup": "in a follow-up"}
_RULES = {"flag": _SESSIONS, "line": _SESSIONS}
"""How the conditions of a rule are called."""

_BY = {"old": "the old bank cannot", "new": "the new bank cannot", "both": "neither bank can"}


def diff_lines(found: BankChanges, replayed: Replayed | None) -> Iterator[str]:
    """Two banks, and records under both, as lines to be read."""
    yield f"{_called(found.old)} → {_called(found.new)}"
    if not found.changes:
        yield "They mean the same."
    for weight, changes in groupby(found.changes, key=lambda each: each.weight):
        yield ""
        yield _GROUPS[weight]
        yield from (f"  {_change(each)}" for each in changes)
    if found.changes:
        yield ""
        yield _counts(found.changes)
    if replayed is not None:
        yield ""
        yield from _replayed(replayed)


def _called(side: ReadSide) -> str:
    return f"{side.bank.id} {side.bank.version}"


def _change(change: Change) -> str:
    place = f"{change.file}:{change.line}" if change.line else change.file
    name = f"{change.about} {change.id}".strip()
    rule = _RULES.get(change.about, {})
    part = rule.get(change.part, change.part)
    about = f"{name}, {part}" if part else name
    return f"{place}: {about}: {_difference(change)}{_CARE[change.care]}{_read_by(change.read_by)}"


def _read_by(names: tuple[str, ...]) -> str:
    """What rests on it; of very much the first."""
    rest = len(names) - _MOST_READERS
    further = [f"{rest} more"] if rest > 0 else []
    return f"; read by {series([*names[:_MOST_READERS], *further])}" if names else ""


def _difference(change: Change) -> str:
    old, new = change.old, change.new
    match change.what:
        case "added":
            return f"new: {_quoted(new)}" if new else "new"
        case "removed":
            return f"gone: {_quoted(old)}" if old else "gone"
        case "order":
            return "in another order"
    if change.more:
        return "; ".join(change.more)
    nothing = "not at all" if change.part in _RULES.get(change.about, {}) else "nothing"
    return " → ".join(nothing if words is None else _quoted(words) for words in (old, new))


def _quoted(words: str | None) -> str:
    """A text in quotation marks, those within it single; a number or a name by itself."""
    one_line = " ".join((words or "").split())
    inner = one_line.replace("“", "‘").replace("”", "’")
    return one_line if one_line and " " not in one_line else f"“{inner}”"


def _counts(changes: tuple[Change, ...]) -> str:
    """How many changes there are, and what they can do."""
    raising = sum(each.care == "raises" for each in changes)
    lowering = sum(each.care == "lowers" for each in changes)
    weights = Counter(each.weight for each in changes)
    return (
        f"{counted(len(changes), 'change')}: {weights['care']} can raise or lower care "
        f"({raising} by themselves raise it, {lowering} lower it), {weights['rules']} of other rules, "
        f"{weights['words']} of words."
    )


def _replayed(found: Replayed) -> Iterator[str]:
    made = "" if found.seed is None else f" made up by chance (seed {found.seed})"
    yield f"{counted(found.compared, 'record')}{made} under both banks:"
    yield from (f"  {_record(each)}" for each in found.differing)
    yield from (f"  {_unread(each)}" for each in found.unread)
    yield f"{len(found.differing):,} of {found.compared:,} get another level, flag or line."
    if found.differing:
        yield f"  level: {found.raised:,} raised, {found.lowered:,} lowered"
    yield from (f"  level {old} → {new}: {count:,}" for (old, new), count in found.levels.items())
    yield from _totals("flag", found.flags)
    yield from _totals("line", found.lines)
    if found.unread:
        yield f"{len(found.unread):,} could not be compared, as named above."


def _record(change: RecordChange) -> str:
    """A record and what becomes of it."""
    came_and_went = (("flag", change.flags), ("line", change.lines))
    parts = [f"level {change.old.level} → {change.new.level}"] * (change.old.level != change.new.level)
    for kind, (came, went) in came_and_went:
        parts += [f"+ {kind} {name}" for name in came] + [f"− {kind} {name}" for name in went]
    return f"{_place(change)}{change.id}: {'; '.join(parts)}"


def _unread(record: Unread) -> str:
    named = f"{record.id}: " if record.id else ""
    return f"{_place(record)}{named}{_BY[record.by]} read it. {' '.join(record.why)}"


def _place(record: RecordChange | Unread) -> str:
    if not record.file:
        return ""
    return f"{record.file}:{record.line}: " if record.line else f"{record.file}: "


def _totals(kind: str, found: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    for name, (came, went) in found.items():
        signs = [f"+ {came:,}"] * bool(came) + [f"− {went:,}"] * bool(went)
        yield f"  {kind} {name}: {', '.join(signs)}"


def diff_json(found: BankChanges, replayed: Replayed | None) -> str:
    """Two banks, and records under both, as one object on one line."""
    return json_line(
        {
            "format": _FORMAT,
            "old": _bank(found.old),
            "new": _bank(found.new),
            "same": not found.changes,
            "changes": [asdict(each) for each in found.changes],
            "records": replayed and _records(replayed),
        }
    )


def _bank(side: ReadSide) -> dict[str, object]:
    bank = side.bank
    return {"id": bank.id, "version": bank.version, "digest": bank.digest, "sound": not side.faults}


def _records(found: Replayed) -> dict[str, object]:
    return {
        "compared": found.compared,
        "seed": found.seed,
        "differ": len(found.differing),
        "raised": found.raised,
        "lowered": found.lowered,
        "levels": [{"old": old, "new": new, "records": n} for (old, new), n in found.levels.items()],
        "flags": _rows(found.flags),
        "lines": _rows(found.lines),
        "differing": [
            {
                "id": each.id,
                "file": each.file or None,
                "line": each.line or None,
                "old": _outcome(each.old),
                "new": _outcome(each.new),
            }
            for each in found.differing
        ],
        "not_compared": [asdict(each) for each in found.unread],
    }


def _rows(found: Mapping[str, tuple[int, int]]) -> list[dict[str, object]]:
    return [{"id": name, "added": came, "removed": went} for name, (came, went) in found.items()]


def _outcome(found: Outcome) -> dict[str, object]:
    return {"level": found.level, "flags": _sorted(found.flags), "lines": _sorted(found.lines)}


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names)
