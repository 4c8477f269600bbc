"""The banks that come with the program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from relapse_cli.app.reports.checked_bank import check_bank
from relapse_cli.banks.shipped import find_bank, shipped_banks, shipped_profiles
from relapse_cli.errors import InputError


def test_the_shipped_banks_are_found_by_name() -> None:
    """Every composing file is a bank; the profiles are none."""
    assert list(shipped_banks()) == ["post_relapse"]
    assert find_bank("post_relapse") == shipped_banks()["post_relapse"]
    assert shipped_profiles().is_file()


@pytest.mark.parametrize("name", list(shipped_banks()))
def test_every_shipped_bank_is_sound(name: str) -> None:
    """A bank that ships has no fault and no warning."""
    checked = check_bank(str(shipped_banks()[name]), date(2026, 11, 30), strict=True)

    assert checked.problems == ()
    assert checked.sound is not None
    assert checked.sound.id == name


def test_a_bank_can_be_given_by_its_path(tmp_path: Path) -> None:
    """A file of one's own is as good as a shipped one."""
    path = tmp_path / "own.yaml"
    path.write_text("bank: {}")

    assert find_bank(str(path)) == path


def test_an_unknown_bank_comes_with_the_nearest_name() -> None:
    """A misspelt name is answered with the one that was probably meant."""
    with pytest.raises(InputError) as caught:
        find_bank("post_relaps")

    assert "Did you mean 'post_relapse'?" in caught.value.remedy
