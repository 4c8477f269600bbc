"""A bank compiled: from the bytes of one record to its row, or to the doubt that the plain way settles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

import msgspec
from msgspec import UNSET, DecodeError

from relapse_cli.batch.generated import agreed, runtime, taken, timeline
from relapse_cli.batch.generated.decided import Decided, read_decided
from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.generated.keys import judge_keys
from relapse_cli.batch.generated.moments import read_now, span, span_if_any
from relapse_cli.batch.generated.pins import Pins
from relapse_cli.batch.generated.read import ReadRecord
from relapse_cli.batch.generated.source import NAME, Source, Wish, generate
from relapse_cli.batch.generated.structs import Shapes
from relapse_cli.batch.row import Row
from relapse_cli.logic.facts.record import normalised
from relapse_cli.model.bank import Bank
from relapse_cli.model.condition import Condition
from relapse_cli.model.record import SAFE_ID

_LIMIT = 65_536
"""Bytes of a record that are read here; no count and no length that a record is held to fits beyond it."""

_SAFE = re.compile(SAFE_ID.removesuffix("$"))
_Evaluate = Callable[[ReadRecord, int, int, Decided | None], Row | None]


def compile_bank(bank: Bank, where: Condition | None = None, by: Sequence[str] = ()) -> Compiled:
    """Compile a bank for many records.

    Args:
        bank: the bank, checked.
        where: which records count; ``None`` = all.
        by: names of facts and answers whose values are kept for grouping.

    Raises:
        NotCompiledError: no function is generated for something in the bank, in ``where`` or in ``by``.
    """
    return Compiled(bank, Wish(where, tuple(by)))


@dataclass(slots=True)
class Compiled:
    """The function of a bank. Make it with `compile_bank`."""

    bank: Bank
    wish: Wish
    _checked: _Way = field(init=False)
    _trusted: _Way | None = None
    _pins: Pins = field(init=False)

    def __post_init__(self) -> None:
        self._pins = Pins(self.bank)
        self._checked = _way(self.bank, self.wish, checked=True)

    def row(self, data: bytes) -> Row | None:
        """Return the row of a record, or ``None`` where ``where`` does not hold.

        Raises:
            Doubtful: it is not surely valid, or not surely read here as the plain evaluator reads it.
        """
        way = self._checked
        try:
            record = way.decode(data)
        except DecodeError as error:
            raise Doubtful from error
        if len(data) > _LIMIT:
            raise Doubtful
        judge_keys(data, way.encode(record))
        _judge_ids(record)
        self._pins.judge(record)
        now, offset = read_now(record.started_at)
        if record.finished_at is not None and read_now(record.finished_at)[0] < now:
            raise Doubtful
        decided = self._decided(record, data, checked=True)
        return way.evaluate[record.path == "followup"](record, now, offset, decided)

    def trusted_row(self, data: bytes) -> Row | None:
        """Return the row of a record that is known to be valid; see `row`."""
        if self._trusted is None:
            self._trusted = _way(self.bank, self.wish, checked=False)
        way = self._trusted
        try:
            record = way.decode(data)
        except DecodeError as error:
            raise Doubtful from error
        self._pins.judge_bank(record)
        now, offset = read_now(record.started_at)
        decided = self._decided(record, data, checked=False)
        return way.evaluate[record.path == "followup"](record, now, offset, decided)

    def _decided(self, record: ReadRecord, data: bytes, *, checked: bool) -> Decided | None:
        if record.decisions is UNSET:
            return None
        raw = bytes(record.decisions)
        if raw == b"[]":
            return None
        if checked:
            judge_keys(raw, None)
        return read_decided(self.bank, raw, record.started_at, data, checked=checked)


def _judge_ids(record: ReadRecord) -> None:
    fullmatch = _SAFE.fullmatch
    if not (fullmatch(record.id) and fullmatch(record.case)):
        raise Doubtful
    for name in (record.earlier, record.continues, record.follows):
        if name is not None and not fullmatch(name):
            raise Doubtful


@dataclass(frozen=True, slots=True)
class _Way:
    """How records are read and evaluated: checked, or taken at their word."""

    decode: Callable[[bytes], ReadRecord]
    encode: Callable[[ReadRecord], bytes]
    evaluate: tuple[_Evaluate, _Evaluate]


def _way(bank: Bank, wish: Wish, *, checked: bool) -> _Way:
    shapes = Shapes(bank, checked=checked)
    interview = generate(shapes, "interview", wish)
    followup = generate(shapes, "followup", wish)
    read = None
    if not checked:
        both = {*interview.reads, *followup.reads}
        read = [name for name in bank.questions if name in both]
        interview = generate(shapes, "interview", wish, read)
        followup = generate(shapes, "followup", wish, read)
    decoder = msgspec.json.Decoder(shapes.envelope(read))
    functions = (_function(bank, interview), _function(bank, followup))
    decode = cast("Callable[[bytes], ReadRecord]", decoder.decode)
    return _Way(decode, msgspec.json.Encoder().encode, functions)


_GIVEN: dict[str, object] = {
    "Row": Row, "UNSET": UNSET, "astuple": msgspec.structs.astuple, "span": span, "span_if_any": span_if_any,
    "normalised": normalised,
}  # fmt: skip
_CALLED = {
    runtime: (
        "doubt", "alone", "hours", "group", "items", "usable", "without_none", "withdrawal", "sleep_mean",
        "no_sleep_pair", "three_short", "only", "bits_of", "use", "report", "plan_key", "number_text",
    ),
    taken: ("run_days", "nostop_variant"),
    timeline: (
        "event", "ordered", "domains_of", "domains_before", "branch_domains", "sleep_anxiety_idealising",
        "earliest_is_answered",
    ),
    agreed: ("ahead", "later", "extra_words"),
}  # fmt: skip
"""What the generated function may call."""


def _of_bank(bank: Bank) -> dict[str, object]:
    """What it may call and look up that depends on the sets of the bank."""
    known, sets = taken.Taken(bank), bank.sets
    return {
        "classes_of": known.classes_of, "together": known.together, "mixed_use": known.mixed_use,
        "NOSTOP_CLASSES": known.nostop_classes, "SETS": sets,
        "WITHOUT_PRESCRIPTION": frozenset(sets.without_prescription),
        "NOT_FROM_A_PHARMACY": frozenset(sets.not_from_a_pharmacy),
    }  # fmt: skip


def _function(bank: Bank, source: Source) -> _Evaluate:
    """Compile a source; it was made of this bank a moment ago, and quotes whatever comes from it."""
    called = {name: getattr(room, name) for room, names in _CALLED.items() for name in names}
    space = {**_GIVEN, **called, **_of_bank(bank), **source.constants}
    exec(compile(source.text, f"<{NAME}>", "exec"), space)  # noqa: S102 - see above
    return cast("_Evaluate", space[NAME])
