"""Counts can be put together in any way: what is counted does not depend on how records were divided."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.batch import case_rows, counting, tally
from relapse_cli.batch.case_rows import CaseRows
from relapse_cli.batch.counting import counted
from relapse_cli.batch.engines.engine import Work
from relapse_cli.batch.partial import Asked, Partial, Seen
from relapse_cli.batch.partial_file import from_json, to_json
from relapse_cli.batch.review import review_of
from relapse_cli.batch.row import Row
from relapse_cli.errors import InputError, UsageError
from relapse_cli.model.record import BankPin
from tests.batch.rows import BANK, many_rows, row, seeded_rows
from tests.examples import slow_examples

PIN = BankPin(id=BANK.id, version=BANK.version, digest=BANK.digest)
ASKED = Asked(PIN, by=("path",))


def count(rows: Iterable[Row], asked: Asked = ASKED) -> Partial:
    """Count rows that come in this order."""
    with TemporaryDirectory() as folder, CaseRows(Path(folder)) as kept:
        for place, each in enumerate(rows):
            kept.add(each, place)
        return counted(BANK, asked, kept)


def divided(rows: Sequence[Row], parts: int) -> list[list[Row]]:
    """Rows in so many parts; a case is never in two."""
    found: list[list[Row]] = [[] for _ in range(parts)]
    for each in rows:
        found[int(each.case[-1]) % parts].append(each)
    return found


@slow_examples(60)
@given(rows=many_rows(), seed=st.integers(0, 9), parts=st.integers(1, 4))
def test_dividing_merging_and_reordering_change_nothing(rows: list[Row], seed: int, parts: int) -> None:
    """Any order of rows, any division by cases and any order of merging give the same bytes."""
    whole = count(rows)
    mixed = list(rows)
    random.Random(seed).shuffle(mixed)
    pieces = [count(part) for part in divided(mixed, parts)]
    random.Random(seed).shuffle(pieces)
    first, *others = pieces
    for other in others:
        first.merge(other)
    assert to_json(first) == to_json(whole)
    assert review_of(first, BANK) == review_of(whole, BANK)


@slow_examples(30)
@given(rows=many_rows())
def test_merging_is_associative(rows: list[Row]) -> None:
    """It does not matter which two are put together first."""
    left, right = [[count(part) for part in divided(rows, 3)] for _ in range(2)]
    left[0].merge(left[1])
    left[0].merge(left[2])
    right[1].merge(right[2])
    right[0].merge(right[1])
    assert to_json(left[0]) == to_json(right[0])


@slow_examples(40)
@given(rows=many_rows())
def test_a_file_of_counts_is_read_as_it_was_written(rows: list[Row]) -> None:
    """What is written is read back, and gives the same review."""
    known = count(rows)
    read = from_json(to_json(known), "counts.json")
    assert to_json(read) == to_json(known)
    assert review_of(read, BANK) == review_of(known, BANK)


@slow_examples(30)
@given(rows=many_rows())
def test_a_file_of_counts_names_no_record_and_no_case(rows: list[Row]) -> None:
    """What clinics share holds no id and no case code."""
    named = [
        row(f"id-{n}", f"CASE-{each.case}", (each.at % 1000) / 100, flags=each.flags, sequence=each.sequence)
        for n, each in enumerate(rows)
    ]
    written = to_json(count(named, Asked(PIN))).decode()
    assert "CASE-" not in written
    assert "id-" not in written


def test_the_same_counts_come_from_a_file_as_from_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that went to the disk, in large buckets that are divided once more, count the same."""
    rows = [row(f"r{n}", f"PR-{n % 50}", n / 7, flags=("E-01",) if n % 3 else ()) for n in range(400)]
    in_memory = to_json(count(rows))
    monkeypatch.setattr(case_rows, "_IN_MEMORY", 2000)
    monkeypatch.setattr(case_rows, "_LARGEST_BUCKET", 1500)
    assert to_json(count(rows)) == in_memory


def test_rows_on_the_disk_have_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody finds them while they are there, and nothing is left when they are not."""
    monkeypatch.setattr(case_rows, "_IN_MEMORY", 100)
    with CaseRows(tmp_path) as kept:
        for n in range(20):
            kept.add(row(f"r{n}", f"PR-{n}"), n)
        assert list(tmp_path.iterdir()) == []
        assert sum(map(len, kept.cases())) == 20
    assert list(tmp_path.iterdir()) == []


def test_rows_on_a_disk_without_nameless_files_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A spare with a name is removed at once where that can be done."""
    monkeypatch.setattr(case_rows, "_IN_MEMORY", 100)
    monkeypatch.setattr(case_rows, "open_unnamed", lambda _folder: None)
    with CaseRows(tmp_path) as kept:
        for n in range(20):
            kept.add(row(f"r{n}", f"PR-{n}"), n)
        assert sum(map(len, kept.cases())) == 20
    assert list(tmp_path.iterdir()) == []


def test_packed_rows_of_two_processes_are_put_together() -> None:
    """The rows of a case that two processes have kept are counted as one case."""
    rows = [row("r1", days=0), row("r2", days=2), row("r3", "PR-2", days=1)]
    with CaseRows(Path()) as whole:
        for place, each in enumerate(rows):
            with CaseRows(Path()) as one:
                one.add(each, place)
                for bucket, data in one.packed():
                    whole.take_packed(bucket, data)
        assert to_json(counted(BANK, ASKED, whole)) == to_json(count(rows))


class _Here:
    """An engine that does everything in this process, and notes in how many parts."""

    workers = 2

    def __init__(self) -> None:
        self.parts = 0

    def run(self, work: Work, shared: bytes, parts: Iterable[bytes]) -> Iterator[bytes]:
        for part in parts:
            self.parts += 1
            yield work(shared, part)


def test_cases_that_others_count_give_the_same_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts the cases are shared out in."""
    monkeypatch.setattr(counting, "_PART", 20_000)
    rows, engine = seeded_rows(200, 5), _Here()
    with CaseRows(Path()) as kept:
        for place, each in enumerate(rows):
            kept.add(each, place)
        shared = counting.counted_by(engine, BANK, ASKED, kept, Seen(read=200))
        assert to_json(shared) == to_json(counted(BANK, ASKED, kept, seen=Seen(read=200)))
    assert engine.parts > 1


def test_of_an_id_that_comes_again_the_later_one_counts() -> None:
    """It is told with its places, and counted once."""
    told: list[tuple[str, int, int]] = []
    with CaseRows(Path()) as kept:
        kept.add(row(flags=("E-01",)), 9)
        kept.add(row(), 3)
        partial = counted(BANK, ASKED, kept, seen=Seen(read=2), repeated=lambda *said: told.append(said))
    assert told == [("r1", 3, 9)]
    assert (partial.counted, partial.seen) == (1, Seen(read=2, repeated=1))
    assert partial.whole.count("level", ("interview", 4)).records == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Asked(BankPin(id="x", version="9", digest="sha256:0"), by=("path",)), "bank"),
        (Asked(PIN, where="flag: E-01", by=("path",)), "--where not given here, flag: E-01 there"),
        (Asked(PIN, by=("level",)), "--by path here, level there"),
        (Asked(PIN, by=("path",), since="2026-01-01"), "--since"),
        (Asked(PIN, by=("path",), until="2026-01-01"), "--until"),
    ],
)
def test_counts_of_another_question_are_not_put_together(other: Asked, said: str) -> None:
    """The refusal says what differs, and nothing was added."""
    mine = count([row()])
    before = to_json(mine)
    with pytest.raises(InputError, match=said):
        mine.merge(count([row()], other))
    assert to_json(mine) == before


def test_counts_of_another_bank_are_not_reviewed() -> None:
    """A review needs the bank that its counts were made with."""
    other = BANK.model_copy(update={"digest": "sha256:other"})
    with pytest.raises(InputError, match="were made with"):
        review_of(count([row()]), other)


def test_so_many_groups_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grouping by something with a value of its own for everybody ends with one sentence."""
    monkeypatch.setattr("relapse_cli.batch.partial._MOST_GROUPS", 2)
    with pytest.raises(UsageError, match="more than 2 groups"):
        count([row(f"r{n}", group=(str(n),)) for n in range(3)])


_LEVEL = b'[["interview",1],1,1]'
_WRITTEN = to_json(count([row(group=("core",))]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"relapse-review-partial/1", b"relapse-review-partial/9"),
        (b'"level":[', b'"height":['),
        (_LEVEL, b'[["interview",1],-1,1]'),
        (_LEVEL, b'[["interview",1],1,2]'),
        (_LEVEL, b'[["interview","1"],1,1]'),
        (_LEVEL, _LEVEL + b"," + _LEVEL),
        (b'["interview","2026-01"]', b'["interview","January"]'),
        (b'["interview","2026-01"]', b'["other","2026-01"]'),
        (b'"2026-01-20"', b'"2026-13-20"'),
        (b'"by":["path"]', b'"by":[]'),
        (b'"whole_steps":20', b'"whole_steps":21'),
        (_WRITTEN, b""),
        (_WRITTEN, b"[]"),
        (_WRITTEN, b"{}"),
        (_WRITTEN, b"\xff"),
    ],
)
def test_a_file_that_holds_no_counts_is_refused(old: bytes, new: bytes) -> None:
    """Whatever was changed in it: one sentence, and no review."""
    assert old in _WRITTEN
    data = _WRITTEN.replace(old, new)
    with pytest.raises(InputError, match="holds no counts of a review"):
        from_json(data, "counts.json")


@slow_examples(40)
@given(rows=many_rows(), most=st.integers(1, 6))
def test_too_many_sequences_are_told_apart_by_their_first_steps(rows: list[Row], most: int) -> None:
    """How many steps are told apart depends on the sequences alone, and no interview is lost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "_MOST_SEQUENCES", most)
        whole = count(rows, Asked(PIN))
        first, *others = [count(part, Asked(PIN)) for part in divided(rows[::-1], 3)]
        for other in others:
            first.merge(other)
        assert to_json(first) == to_json(whole)
        assert len(whole.whole.records["whole"]) <= most
        told = whole.whole.count("sequence", "told").records
        assert sum(whole.whole.records["whole"].values()) == told
