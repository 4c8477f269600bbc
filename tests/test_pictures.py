"""The pictures of the README show what the program does today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made() -> ModuleType:
    """The script that makes them."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "packaging" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_screen_is_one_that_the_program_shows(made: ModuleType) -> None:
    """The same as that of a journey, which is held to the program."""
    assert (ROOT / "docs" / "pictures" / "interview.svg").read_text("utf-8") == made.screen_svg()


def test_the_page_is_the_one_that_a_patient_takes_home(made: ModuleType) -> None:
    """Made again from the record, point by point."""
    assert (ROOT / "docs" / "pictures" / "page.png").read_bytes() == made.page_png()
