"""`relapse why`: everything, one line, or what is not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import VIGNETTES, Program, record, write

PR_103 = VIGNETTES / "PR-103.json"


def test_why_names_every_flag_and_line(relapse: Program) -> None:
    """Everything that is on the plan is explained."""
    done = relapse.run("why", PR_103)
    assert (done.code, done.err) == (0, "")
    assert all(name in done.text for name in ("M-04", "P-NALOXONE", "P-CONTACT"))


def test_why_of_one_line_is_a_part_of_it(relapse: Program) -> None:
    """One line alone, with its source."""
    done = relapse.run("why", PR_103, "M-04")
    assert done.code == 0
    assert "M-04" in done.text
    assert "P-CONTACT" not in done.text
    assert len(done.text) < len(relapse.run("why", PR_103).text) / 3


def test_why_not_explains_what_is_missing(relapse: Program) -> None:
    """A flag that is not there is explained by its rule."""
    done = relapse.run("why", VIGNETTES / "PR-101.json", "--not", "M-04")
    assert done.code == 0
    assert "M-04" in done.text


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("P-CONTCT",), 5, "Did you mean 'P-CONTACT'?"),
        (("QQQ",), 5, "There is no flag or line QQQ."),
        (("E-10",), 5, "--not E-10"),
        (("--not", "M-04"), 5, "leave out --not"),
        (("--not", "M-044"), 5, "Did you mean 'M-04'?"),
        (("M-04", "--not", "E-10"), 2, "do not go together"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_names_that_do_not_fit_are_answered(
    relapse: Program, args: tuple[str, ...], code: int, words: str
) -> None:
    """An unknown id, one that is absent, one that is there: each with what to do next."""
    done = relapse.run("why", PR_103, *args)
    assert (done.code, done.out) == (code, b"")
    assert words in done.err


def test_warnings_are_told_beside_the_reasons(relapse: Program, tmp_path: Path) -> None:
    """As `plan` does, on standard error; the reasons are written all the same."""
    source = write(tmp_path / "record.json", record(finished_at="2020-01-01T10:00:00+01:00"))
    done = relapse.run("why", source)
    assert (done.code, done.out != b"") == (0, True)
    assert "REC_122" in done.err


def test_why_as_json_carries_the_condition_and_what_would_turn_it(relapse: Program) -> None:
    """A program reads the same reasons as data, with the truth of each part."""
    done = relapse.run("why", PR_103, "M-04", "--format", "json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.text)
    assert found["format"] == "relapse-why/1"
    reason = found["explanations"][0]
    assert (reason["id"], reason["kind"], reason["condition"]["true"]) == ("M-04", "flag", True)
    assert reason["different"]["to"] is False
