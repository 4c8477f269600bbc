"""Emergency profiles: read whole, or refused with every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.banks.shipped import shipped_profiles
from relapse_cli.model.record import EmergencyNumber, ProfilePin
from relapse_cli.settings.profiles import nearest_profile, read_profiles

US = """\
profiles:
  - id: us
    country: United States
    numbers: [{label: Emergency, number: "911"}]
    service_text: Call the lead.
    source: A source
    looked_at: 2026-11-22
"""


def test_a_profile_is_read_and_pinned(tmp_path: Path) -> None:
    """A record keeps the id, the numbers and the service's words, and not the rest."""
    (tmp_path / "p.yaml").write_text(US)
    profiles, problems = read_profiles(tmp_path / "p.yaml")

    assert problems == []
    assert profiles["us"].looked_at.isoformat() == "2026-11-22"
    numbers = (EmergencyNumber(label="Emergency", number="911"),)
    assert profiles["us"].pin() == ProfilePin(id="us", service_text="Call the lead.", numbers=numbers)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (US.replace('"911"', "911"), [("PROFILE_013", 4)]),
        (US.replace("country", "contry"), [("PROFILE_010", 2), ("PROFILE_011", 3)]),
        (US.replace("2026-11-22", "soon"), [("PROFILE_013", 7)]),
        (US.replace('[{label: Emergency, number: "911"}]', "[]"), [("PROFILE_003", 4)]),
        (US.replace("id: us", "id: u s"), [("PROFILE_013", 2)]),
        (US + US.removeprefix("profiles:\n"), [("PROFILE_002", 8)]),
        ("- us", [("PROFILE_001", 1)]),
        ("profiles: us", [("PROFILE_001", 1)]),
        ("profiles: [", [("YAML_007", 1)]),
    ],
)
def test_a_faulty_file_gives_no_profile(
    tmp_path: Path, written: str, expected: list[tuple[str, int]]
) -> None:
    """No number is taken from a file with a fault."""
    (tmp_path / "p.yaml").write_text(written)
    profiles, problems = read_profiles(tmp_path / "p.yaml")

    assert profiles == {}
    assert [(problem.code, problem.line) for problem in problems] == expected


def test_the_shipped_profiles_are_sound() -> None:
    """Every country that ships has numbers, a source and a date."""
    profiles, problems = read_profiles(shipped_profiles())

    assert problems == []
    assert {"us", "gb"} <= set(profiles)


def test_an_unknown_profile_comes_with_the_nearest() -> None:
    """A misspelt id is answered with the one that was probably meant."""
    profiles, _ = read_profiles(shipped_profiles())

    assert nearest_profile("usa", profiles).startswith("Did you mean 'us'?")
