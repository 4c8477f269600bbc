"""Golden papers: whatever leaves the room, of six cases in every format that people read, as it was approved.

The HTML of such papers is in ``golden/html`` (``test_html.py``), and JSON is held by its contract; both are
compared here from run to run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from relapse_cli.errors import InputError, UsageError
from relapse_cli.formats.base import PlanFormat
from tests.conftest import CheckGolden
from tests.documents.papers import CASES, FORMATS, PAPERS, as_text, digests, document, made

ROOT = Path(__file__).parents[2]
READ: dict[PlanFormat, str] = {
    "terminal": "txt",
    "markdown": "md",
    "pdf": "pdf.txt",
    "docx": "docx.txt",
    "note": "note.txt",
    "ics": "ics",
}


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("case", CASES)
def test_golden(check_golden: CheckGolden, case: str, form: PlanFormat) -> None:
    """Each paper reads as it was approved."""
    for paper in PAPERS:
        try:
            data = document(case, paper, form)
        except (InputError, UsageError):
            continue
        check_golden(f"papers/{case}_{paper}.{READ[form]}", as_text(data, form))


def test_a_paper_that_there_is_not_says_why(check_golden: CheckGolden) -> None:
    """And how to come by it, in the same words whatever the format is."""
    check_golden("papers/refused.txt", "".join(f"{row}\n" for row in refusals()))


def refusals() -> Iterator[str]:
    """What is said for each paper that a case does not have, and of which formats."""
    for case, paper in product(CASES, PAPERS):
        said: dict[str, list[str]] = {}
        for form in FORMATS:
            try:
                document(case, paper, form)
            except (InputError, UsageError) as error:
                said.setdefault(f"{error} {error.remedy}", []).append(form)
        yield from (f"{case} {paper} ({', '.join(forms)}): {words}" for words, forms in said.items())


def test_the_cases_have_every_paper() -> None:
    """A plan, both cards, a family sheet, a hand-over at both levels and a follow-up are among them."""
    plans = {case: made(case) for case in CASES}
    assert {each.patient_edition for each in plans.values()} == {"plan", "emergency_card", "private_card"}
    assert {each.level_acted_on for each in plans.values()} == {1, 2, 3, 4}
    assert [case for case, each in plans.items() if each.path == "followup"] == ["PR-210"]
    assert [case for case, each in plans.items() if each.family_sheet] == ["PR-107"]


def test_a_second_run_gives_the_same_bytes() -> None:
    """Every paper in every format: in another process, another time zone, another order of sets."""
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "EAST-14", "PYTHONPATH": str(ROOT)}
    again = subprocess.run(
        [sys.executable, "-m", "tests.documents.papers"], env=env, capture_output=True, text=True, check=True
    )
    first = digests()
    assert again.stdout == first
    seen = [row.split() for row in first.splitlines()]
    assert {row[1] for row in seen} == set(PAPERS)
    assert {row[2] for row in seen} == set(FORMATS)
