"""What a flag falls back on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from relapse_cli.cli import defaults


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, ("1", "3")),
        ({"RELAPSE_ACCESSIBLE": "0", "RELAPSE_HIDE_AFTER": "7"}, ("0", "7")),
        ({"RELAPSE_ACCESSIBLE": "", "RELAPSE_HIDE_AFTER": ""}, ("1", "3")),
        ({"RELAPSE_HIDE_AFTER": "99999"}, ("1", "3")),
        ({"RELAPSE_HIDE_AFTER": "soon"}, ("1", "3")),
    ],
)
def test_how_somebody_wants_to_be_asked_is_taken_from_the_file_where_the_environment_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: tuple[str, str]
) -> None:
    """Whoever asks looks into the environment; what that says stands before the file."""
    path = tmp_path / "config.yaml"
    path.write_text("accessible: true\nhide_after: 3\n")
    path.chmod(0o600)
    for name in ("RELAPSE_ACCESSIBLE", "RELAPSE_HIDE_AFTER"):
        monkeypatch.setenv(name, variables.get(name, ""))
    monkeypatch.setenv("RELAPSE_CONFIG", str(path))
    defaults.configuration.cache_clear()
    try:
        defaults.configuration()
        assert (os.environ["RELAPSE_ACCESSIBLE"], os.environ["RELAPSE_HIDE_AFTER"]) == expected
    finally:
        defaults.configuration.cache_clear()
