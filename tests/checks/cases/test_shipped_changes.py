"""A change of one thing in the shipped bank is noticed by a case, or explained in `docs/mutants.md`."""

from __future__ import annotations

import re
from pathlib import Path

from relapse_cli.banks.cases import cases_folder, read_cases
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.cases.mutants import mutants_of
from relapse_cli.checks.cases.noticed import Noticing, ReadCase
from tests.banks_under_test import shipped_bank
from tests.checks.cases.small import read

PAGE = (Path(__file__).parents[3] / "docs" / "mutants.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\S+)` \| ([^|]+) \| [^|]{5,} \|$", re.MULTILINE)


def test_what_no_case_notices_is_explained_one_by_one() -> None:
    """The page has no row too many, none too few, and the right numbers."""
    bank = shipped_bank()
    placed = read_cases(cases_folder(find_bank("post_relapse"))).cases
    cases = [ReadCase(read(bank, each.case), each.case.expect) for each in placed]
    noticing, mutants = Noticing(bank), list(mutants_of(bank))
    left = [each.told for each in mutants if noticing.first(each, cases) is None]
    assert left == [f"{place}: {change.strip()}" for place, change in ROW.findall(PAGE)]
    words = " ".join(PAGE.split())
    assert f"Of {len(mutants)} changes the cases beside it notice {len(mutants) - len(left)}." in words
    assert f"These are the other {len(left)}," in words
