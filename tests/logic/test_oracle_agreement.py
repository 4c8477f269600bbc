"""Two teams that read the same contract give the same plan."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from tests.examples import slow_examples
from tests.oracle.compare import cases, differences
from tests.record_strategies import busy_pairs, busy_records, records

Data = dict[str, Any]
checked = slow_examples(60)


def test_the_product_agrees_with_the_oracle_on_a_fixed_set_of_records() -> None:
    """The same 400 records of every kind, each time."""
    found = [
        (data["id"], *difference) for data, earlier in cases(400) for difference in differences(data, earlier)
    ]
    assert found == []


@checked
@given(data=records())
def test_the_product_agrees_with_the_oracle_on_any_record(data: Data) -> None:
    """Level, flags, open items, validators, contacts, editions, and every line with its time and slots."""
    assert list(differences(data)) == []


@checked
@given(data=busy_records())
def test_the_product_agrees_with_the_oracle_on_records_full_of_signs(data: Data) -> None:
    """The same, for records in which much is going on."""
    assert list(differences(data)) == []


@checked
@given(pair=busy_pairs())
def test_the_product_agrees_with_the_oracle_when_an_earlier_record_is_compared(
    pair: tuple[Data, Data],
) -> None:
    """R-RECUR and R-SAME included."""
    earlier, data = pair
    assert list(differences(data, earlier)) == []
