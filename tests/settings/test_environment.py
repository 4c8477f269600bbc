"""The environment, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.settings.environment import Environment, read_environment


def test_every_variable_has_its_place() -> None:
    """What is set is found, and nothing else is looked at."""
    variables = {
        "RELAPSE_PROFILE": "gb", "RELAPSE_HOME": "/srv/relapse", "RELAPSE_BANK": "own.yaml",
        "RELAPSE_ACCESSIBLE": "1", "NO_COLOR": "1", "HOME": "/root",
    }  # fmt: skip

    assert read_environment(variables) == Environment("gb", Path("/srv/relapse"), "own.yaml", True, True)


@pytest.mark.parametrize(
    "variables", [{}, dict.fromkeys(("RELAPSE_PROFILE", "RELAPSE_HOME", "NO_COLOR"), "")]
)
def test_an_empty_variable_is_not_set(variables: dict[str, str]) -> None:
    """Empty and missing are the same."""
    assert read_environment(variables) == Environment()


@pytest.mark.parametrize(
    ("value", "on"),
    [("1", True), ("true", True), ("yes", True), ("0", False), ("false", False), ("OFF", False)],
)
def test_accessible_can_be_switched_off(value: str, on: bool) -> None:
    """The words for "off" are understood as well."""
    assert read_environment({"RELAPSE_ACCESSIBLE": value}).accessible is on


def test_no_color_holds_whatever_its_value() -> None:
    """NO_COLOR=0 means no colour too, as no-color.org defines it."""
    assert read_environment({"NO_COLOR": "0"}).no_color


@pytest.mark.parametrize(
    ("value", "minutes"),
    [("0", 0), ("1", 1), ("2.5", 2.5), ("240", 240), ("", None), ("0.9", None), ("240.5", None),
     ("-1", None), ("99999", None), ("inf", None), ("nan", None), ("1e999", None), ("soon", None)],
)  # fmt: skip
def test_the_screen_waits_as_long_as_it_can(value: str, minutes: float | None) -> None:
    """What is no number of minutes, too few or too many counts as nothing said."""
    assert read_environment({"RELAPSE_HIDE_AFTER": value}).hide_after_minutes == minutes
