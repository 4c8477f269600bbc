"""The catalogue of formats."""

from __future__ import annotations

from typing import get_args

import pytest

from relapse_cli.formats.base import BINARY_FORMATS, Format, RenderOptions
from relapse_cli.formats.catalogue import write_plan
from tests.documents.plans import make_bank, make_full_plan


@pytest.mark.parametrize("name", get_args(Format))
def test_every_format_renders_and_is_stable(name: Format) -> None:
    """Each format gives the same bytes each time, and text ends with one newline."""
    first, second = (
        write_plan(make_full_plan(), make_bank(), "clinician", name, RenderOptions()) for _ in range(2)
    )
    assert first == second
    if isinstance(first, str):
        assert first.endswith("\n")
        assert not first.endswith("\n\n")
    assert isinstance(first, bytes) == (name in BINARY_FORMATS)


@pytest.mark.parametrize("name", get_args(Format))
def test_no_format_prints(name: Format, capsys: pytest.CaptureFixture[str]) -> None:
    """A renderer returns its document and writes to no stream."""
    write_plan(make_full_plan(), make_bank(), "clinician", name, RenderOptions(color=True))
    assert capsys.readouterr() == ("", "")
