"""From states of an interview to journal entries, and back: a replay is the state, in every field.

The entries of all changes, in order, give back exactly the state at which they end. `changes` from nothing
begins a journal; a later ``begun`` (another profile, another version of the bank) only replaces the head.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.bodies import plain, step_json
from relapse_cli.logic.journal.replay import Replayed, record_of, replay
from relapse_cli.model.journal import Entry
from relapse_cli.model.migrated import Migrated
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step

__all__ = [
    "Replayed",
    "begun",
    "changes",
    "kept_level",
    "migrated_entry",
    "plan_entry",
    "record_of",
    "replay",
]

_NO_HEAD = {"answers", "decisions", "finished_at"}
"""What of a record has entries of its own."""


def begun(interview: Interview, carried: Collection[str] = ()) -> Entry:
    """How a record begins, without its answers.

    Args:
        interview: any of its states.
        carried: the questions whose answers came along and wait to be confirmed.
    """
    record = _head_of(interview.record)
    if interview.record.finished_at is not None:
        record["finished_at"] = interview.record.finished_at
    return Entry("begun", {"record": record, "carried": _names(carried)})


def changes(
    before: Interview | None,
    after: Interview,
    carried: Collection[str] = (),
    carried_before: Collection[str] = (),
) -> list[Entry]:
    """The entries that lead from one state to another; empty when nothing changed.

    Args:
        before: the state that was kept last; ``None`` = none, so everything comes, and ``begun`` first.
        after: the state to keep.
        carried: the carried answers that still wait to be confirmed.
        carried_before: those that waited when `before` was kept.
    """
    if before is None:
        first = begun(after, carried)
        return [first, *changes(_unanswered(after), after, carried, carried)]
    entries: list[Entry] = []
    if before.record is not after.record:
        entries += _head_changes(before, after, carried_before)
        entries += _answer_changes(before.record.answers, after.record.answers)
        entries += _decision_changes(before.record, after.record)
    entries += _place_changes(before, after, carried, carried_before)
    if before.cards != after.cards:
        entries.append(Entry("card", {"flags": _names(after.cards)}))
    entries += _draft_changes(before.drafts, after.drafts)
    end_before, end = (before.record.finished_at, before.finished), (after.record.finished_at, after.finished)
    if end_before != end:
        entries.append(Entry("finished", {"at": end[0], "over": end[1]}))
    return entries


def plan_entry(plan: Mapping[str, object]) -> Entry:
    """The plan as it was at the end or at sign-off, in its interchange format."""
    return Entry("plan", {"plan": plain(plan)})


def kept_level(entries: Iterable[Entry]) -> int | None:
    """The level that the plan kept last acts on; ``None`` where no plan was kept (rules 13)."""
    plans = [entry.body.get("plan") for entry in entries if entry.kind == "plan"]
    kept = plans[-1] if plans else None
    level = kept.get("level_acted_on") if isinstance(kept, Mapping) else None
    return level if isinstance(level, int) else None


def migrated_entry(migrated: Migrated) -> Entry:
    """What became of the record when its bank had changed; the changed state follows as its own entries."""
    pin = migrated.record.bank
    left = [
        {"question": plain(each.question), "raw": plain(each.raw), "why": plain(each.why), "part": each.part}
        for each in (*migrated.left_over, *migrated.left_decisions)
    ]
    bank = None if pin is None else pin.model_dump()
    return Entry("migrated", {"bank": bank, "applied": list(migrated.applied), "left_over": left})


def _unanswered(interview: Interview) -> Interview:
    """The state that a ``begun`` entry alone gives back."""
    record = interview.record.model_copy(update={"answers": {}, "decisions": ()})
    return Interview(interview.bank, record, None)


def _head_of(record: Record) -> dict[str, object]:
    """A record without its answers, its decisions and its end."""
    head = plain(record.model_dump(mode="json", exclude=_NO_HEAD, exclude_none=True))
    return head if isinstance(head, dict) else {}


def _head_changes(before: Interview, after: Interview, carried: Collection[str]) -> Iterator[Entry]:
    """A new head, where anything of it changed."""
    parts = Record.model_fields.keys() - _NO_HEAD
    changed = any(getattr(before.record, part) != getattr(after.record, part) for part in parts)
    if changed and _head_of(before.record) != _head_of(after.record):
        yield begun(after, carried)


def _answer_changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Entry]:
    """One entry for each answer that changed or is gone."""
    for question in before:
        if question not in after:
            yield Entry("answer", {"question": plain(question), "raw": None})
    for question, raw in after.items():
        if question in before and _is_same(before[question], raw):
            continue
        body: dict[str, object] = {"question": plain(question), "raw": plain(raw)}
        yield Entry("answer", body if body["raw"] is not None else body | {"stands": True})


def _is_same(one: object, other: object) -> bool:
    """Whether two values are the same as JSON, where true is not 1 and 1 is not 1.0."""
    return one is other or json.dumps(plain(one)) == json.dumps(plain(other))


def _decision_changes(before: Record, after: Record) -> Iterator[Entry]:
    """All decisions, where one of them changed."""
    if before.decisions != after.decisions:
        decided = [plain(decision.model_dump(mode="json")) for decision in after.decisions]
        yield Entry("decisions", {"decisions": decided})


def _place_changes(
    before: Interview, after: Interview, carried: Collection[str], carried_before: Collection[str]
) -> Iterator[Entry]:
    """What changed in where the interview stands, and in what waits to be confirmed."""
    body: dict[str, object] = {
        "put": _names(after.put - before.put),
        "unput": _names(before.put - after.put),
        "waiting": _names(set(carried) - set(carried_before)),
        "confirmed": _names(set(carried_before) - set(carried)),
    }
    body = {key: value for key, value in body.items() if value}
    if before.trail != after.trail:
        body["trail"] = _trail_change(before.trail, after.trail)
    if before.at != after.at:
        body["at"] = step_json(after.at)
    if before.return_to != after.return_to:
        body["return_to"] = step_json(after.return_to)
    if before.open_before != after.open_before:
        body["open_before"] = None if after.open_before is None else _names(after.open_before)
    if body:
        yield Entry("place", body)


def _trail_change(before: tuple[Step, ...], after: tuple[Step, ...]) -> dict[str, object]:
    """How much of the trail stays, and what comes after it."""
    pairs = zip(before, after, strict=False)
    kept = next((n for n, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))
    return {"keep": kept, "add": [step_json(step) for step in after[kept:]]}


def _draft_changes(before: Mapping[Step, str], after: Mapping[Step, str]) -> Iterator[Entry]:
    """One entry for each half-typed text that changed or is gone."""
    for step in before:
        if step not in after:
            yield Entry("draft", {"step": step_json(step), "text": ""})
    for step, text in after.items():
        if before.get(step) != text:
            yield Entry("draft", {"step": step_json(step), "text": plain(text)})


def _names(ids: Collection[str]) -> list[str]:
    """Ids in an order that does not change."""
    return [str(plain(name)) for name in sorted(ids)]
