"""Records that stand twice: the later one counts, and every other is told."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.batch.inputs.item import Item
from relapse_cli.batch.inputs.repeats import SeenIds, find_repeats, first_of_each, id_of, without_repeats
from tests.examples import examples


def items(*names: str) -> list[Item]:
    """Records of these ids, one a line."""
    return [Item("x.jsonl", at, json.dumps({"id": name}).encode()) for at, name in enumerate(names, 1)]


@given(st.lists(st.sampled_from("abcdefgh")))
@examples(150)
def test_the_later_one_counts_and_each_earlier_one_is_told(names: list[str]) -> None:
    """In the place where it stands, with the place of the one that counts."""
    all_of_them = items(*names)
    repeats = find_repeats(lambda: all_of_them)
    found = list(without_repeats(all_of_them, repeats))
    last = {name: at for at, name in enumerate(names, 1)}
    assert [each.line for each in found] == list(range(1, len(names) + 1))
    assert [each for each in found if isinstance(each, Item)] == [
        each for each in all_of_them if last[names[each.line - 1]] == each.line
    ]
    for each in found:
        if not isinstance(each, Item):
            assert (each.code, each.severity) == ("INPUT_013", "warning")
            assert f"x.jsonl, line {last[names[each.line - 1]]}," in each.message


def test_of_a_pipe_the_first_one_counts_and_each_later_one_is_told() -> None:
    """What was counted cannot be taken back, and a pipe cannot be read twice."""
    found = list(first_of_each(items("a", "b", "a", "c", "b"), SeenIds()))
    assert [each.line for each in found if isinstance(each, Item)] == [1, 2, 4]
    assert [(each.line, each.code) for each in found if not isinstance(each, Item)] == [
        (3, "INPUT_014"), (5, "INPUT_014")
    ]  # fmt: skip


@given(st.lists(st.text(max_size=3)))
@examples(100)
def test_an_id_is_new_once(names: list[str]) -> None:
    """As a set says it."""
    seen = SeenIds()
    assert [seen.add(name) for name in names] == [name not in names[:at] for at, name in enumerate(names)]


def test_the_id_is_that_of_the_record_itself() -> None:
    """Not of the bank, the profile or an answer, in any order; what has none repeats nothing."""
    assert id_of(b'{"bank": {"id": "x"}, "answers": {"id": "y"}, "id": "me", "case": 3}') == "me"
    for data in (b"{}", b"[]", b'{"id": 3}', b'{"id": "x"', b"\xff", b"[" * 100_000):
        assert id_of(data) == ""
    nothing = [Item("x", 1, b"{}"), Item("x", 2, b"{}"), Item("x", 3, b"oh"), Item("x", 4, b"oh")]
    assert find_repeats(lambda: nothing) == {}


def test_two_ids_of_the_same_bytes_are_told_apart(monkeypatch: object) -> None:
    """The few bytes that are kept of each only say where to look."""
    import relapse_cli.batch.inputs.repeats as module

    module.__dict__["hash"] = lambda _name: 7
    try:
        assert find_repeats(lambda: items("a", "b", "a")) == {"a": ("x.jsonl", 3)}
    finally:
        del module.__dict__["hash"]
