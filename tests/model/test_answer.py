"""An answer is read once from whatever a record holds, and nothing of what stands there is lost."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.answers.edit import store
from relapse_cli.model.answer import NOTHING, Answer, Duration, read_answer, rewritten, write_answer
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step

QUESTION = "safety.sleep"
WORDS = st.sampled_from(["", "  ", "unknown", "declined", "week", "x"]) | st.text(max_size=3)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS
NAMES = st.sampled_from(["value", "note", "status", "unit", "night_1", "strongest"]) | st.text(max_size=2)


def shapes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Everything that may stand around a value, and some things that may not."""
    return (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES, inner, max_size=4)
        | st.fixed_dictionaries({"value": inner}, optional={"note": SCALARS})
        | st.fixed_dictionaries({"status": SCALARS}, optional={"note": SCALARS, "value": inner})
    )


RAW = st.recursive(SCALARS, shapes, max_leaves=12)


def record_with(**answers: Any) -> Record:
    """A record with some answers."""
    found = {name.replace("__", "."): raw for name, raw in answers.items()}
    return Record(id="a", case="C", path="core", started_at="2026-11-20T10:00:00+01:00", answers=found)


def text_of(raw: object) -> str:
    """A value as it is written into files and journals."""
    return json.dumps(raw)


def unwrapped(raw: Any) -> Any:
    """What wrappers hold, as the rules say it: the key ``value``, and no keys but this and ``note``."""
    is_wrapper = isinstance(raw, dict) and "value" in raw and set(raw) <= {"value", "note"}
    return unwrapped(raw["value"]) if is_wrapper else raw


def is_usable(raw: Any) -> bool:
    """Whether an answer holds something, as the rules say it."""
    inner = unwrapped(raw)
    if isinstance(inner, dict):
        return "status" not in inner and any(is_usable(part) for part in inner.values())
    return inner not in ([], None) and not (isinstance(inner, str) and not inner.strip())


def rebuilt(answer: Answer) -> Any:
    """An answer put together again from its parts."""
    inner = answer.inner
    if answer.items:
        inner = [rebuilt(item) for item in answer.items]
    elif answer.fields:
        inner = {name: rebuilt(part) for name, part in answer.fields.items()}
    return rewritten(answer.raw, inner)


@given(raw=RAW)
def test_nothing_is_lost_in_reading(raw: Any) -> None:
    """Whatever was read is written again byte for byte, as a whole and put together from its parts."""
    before = text_of(raw)
    answer = read_answer(raw)
    assert text_of(answer.raw) == text_of(rebuilt(answer)) == before


@given(raw=RAW)
def test_an_answer_means_what_the_rules_say(raw: Any) -> None:
    """What is usable, what its status is and what it holds is as rules 1.1 define it."""
    answer, inner = read_answer(raw), unwrapped(raw)
    assert answer.usable == is_usable(raw)
    assert answer.status == (str(inner["status"]) if isinstance(inner, dict) and "status" in inner else None)
    assert answer.value == (inner if is_usable(raw) else None)
    assert answer.text is None or answer.text == answer.scalar == answer.value


@given(raw=RAW, name=st.sampled_from(["night_1", "strongest"]), new=RAW)
def test_storing_in_a_field_leaves_everything_beside_it(raw: Any, name: str, new: Any) -> None:
    """The other fields, the outermost note and the other answers stay; only a status gives way to a value."""
    before = record_with(safety__sleep=raw, safety__now=["none"])
    kept, whole = copy.deepcopy(before.answers), before.answer(QUESTION)
    after = store(before, Step(QUESTION, None, name), new)
    beside = {} if whole.status is not None else {field: part.raw for field, part in whole.fields.items()}
    found = after.answer(QUESTION)
    assert text_of({field: part.raw for field, part in found.fields.items()}) == text_of(beside | {name: new})
    assert found.note == whole.note
    assert after.answer("safety.now") is before.answer("safety.now")
    assert before.answers == kept


@pytest.mark.parametrize(
    ("raw", "usable", "status", "notes"),
    [
        (None, False, None, ()),
        ("  ", False, None, ()),
        ([], False, None, ()),
        (False, True, None, ()),
        (0, True, None, ()),
        ({"value": {"value": 3, "note": "inner"}, "note": "outer"}, True, None, ("outer", "inner")),
        ({"value": {"status": "unknown", "note": "b"}, "note": "a"}, False, "unknown", ("a", "b")),
        ({"status": "declined", "note": " "}, False, "declined", ()),
        ({"status": "maybe", "night_1": 5}, False, "maybe", ()),
        ({"value": 3, "note": 4}, True, None, ()),
        ({"night_1": {"status": "unknown"}, "night_2": " "}, False, None, ()),
        ({"night_1": {"status": "unknown"}, "night_2": 5}, True, None, ()),
        ([{}], True, None, ()),
    ],
)
def test_each_shape_is_told_apart(raw: Any, usable: bool, status: str | None, notes: tuple[str, ...]) -> None:
    """Wrappers, statuses, notes and what is missing, one example each."""
    answer = read_answer(raw)
    assert (answer.usable, answer.status, answer.notes) == (usable, status, notes)


@pytest.mark.parametrize(
    ("raw", "length"),
    [
        ({"value": 2, "unit": "week"}, Duration(2.0, "week")),
        ({"value": {"value": 2, "note": "about"}, "unit": "week"}, Duration(2.0, "week")),
        ({"value": {"value": 2, "unit": "week"}, "note": "about"}, Duration(2.0, "week")),
        ({"value": True, "unit": "week"}, None),
        ({"value": 2, "unit": "fortnight"}, None),
        ({"value": 2}, None),
        (2, None),
    ],
)
def test_a_length_of_time_has_a_value_and_a_unit(raw: Any, length: Duration | None) -> None:
    """Anything else is none."""
    assert read_answer(raw).duration == length


def test_a_status_keeps_its_note_inside_and_a_value_is_wrapped() -> None:
    """A note is written where it is read."""
    assert write_answer({"status": "unknown", "night_1": 5}, "n") == {"status": "unknown", "note": "n"}
    assert write_answer(5, "n") == {"value": 5, "note": "n"}
    assert write_answer(5, None) == 5


def test_a_changed_record_is_read_anew() -> None:
    """A copy with other answers says what they say; one with other changes reads no answer again."""
    before = record_with(safety__now=["none"])
    said = before.answer("safety.now")
    changed = before.model_copy(update={"answers": {"safety.now": ["drowsy"]}})
    assert changed.answer("safety.now").options == ("drowsy",)
    assert before.model_copy(update={"finished_at": "2026-11-20T11:00:00+01:00"}).answer("safety.now") is said
    assert before.without_answer("safety.now").answer("safety.now") is NOTHING
