"""Under other names a bank is as sound as it was, and promises the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relapse_cli.banks.language import shipped_words
from relapse_cli.banks.properties import read_properties
from relapse_cli.checks.properties import check_properties
from relapse_cli.checks.whole import check_whole
from relapse_cli.places import Places
from tests.renamed_bank import beside, renamed_bank


def test_nothing_is_found_that_was_not_there() -> None:
    """What the bank names as right goes by the new names, and covers as much."""
    found = check_whole(renamed_bank(), Places(), date(2026, 11, 30), shipped_words())
    assert found.problems == []
    assert found.excepted > 0


def test_what_it_promises_can_be_read(tmp_path: Path) -> None:
    """Properties name answers, flags and lines too."""
    path = tmp_path / "properties.yaml"
    path.write_text(beside("properties.yaml"), "utf-8")
    reading = read_properties(path, renamed_bank())
    assert reading.problems == []
    assert reading.properties is not None
    assert check_properties(reading.properties, renamed_bank(), reading.places) == []
