"""Emergency profiles: read whole, or refused with every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from relapse_cli.app.sources.profiles import pinned_profile
from relapse_cli.banks.shipped import shipped_profiles
from relapse_cli.errors import InputError
from relapse_cli.model.profile import Profile
from relapse_cli.model.record import EmergencyNumber, ProfilePin
from relapse_cli.settings.profiles import nations_of, nearest_profile, read_profiles
from tests.conftest import CheckGolden

NUMBER = '{purpose: emergency, label: Emergency, number: "911", confidence: V}'
US = f"""\
profiles:
  - id: us
    country: United States
    numbers:
      - {NUMBER}
    service_text: Call the lead.
    source: A source
    looked_at: 2026-11-22
"""
CRISIS = '{purpose: crisis, label: To talk, number: "988", confidence: V'


def read(path: Path, written: str) -> tuple[dict[str, Profile], list[tuple[str, int]]]:
    """The profiles of a file with these words, and its faults with their lines."""
    path.write_text(written)
    profiles, problems = read_profiles(path)
    assert all(problem.remedy for problem in problems)
    return profiles, [(problem.code, problem.line) for problem in problems]


def with_number(*rows: str) -> str:
    """The file with further numbers after the first."""
    return US.replace(NUMBER, "\n      - ".join((NUMBER, *rows)))


def test_a_profile_is_read_and_pinned(tmp_path: Path) -> None:
    """A record keeps the id, the numbers and the service's words, and not the rest."""
    profiles, faults = read(tmp_path / "p.yaml", US)
    assert faults == []
    assert profiles["us"].looked_at.isoformat() == "2026-11-22"
    numbers = (EmergencyNumber(label="Emergency", number="911", purpose="emergency"),)
    assert profiles["us"].pin() == ProfilePin(id="us", service_text="Call the lead.", numbers=numbers)


def test_a_record_keeps_what_is_needed_to_print_a_number(tmp_path: Path) -> None:
    """Other spellings, hours that end, a number to write to; where it was seen stays in the profile."""
    row = f"{CRISIS}, also: ['10'], by_text: true, hours: daily, source: a page, year: 2020}}"
    profiles, _ = read(tmp_path / "p.yaml", with_number(row, f"{CRISIS}, hours: always}}"))
    _, kept, always = profiles["us"].pin().numbers
    assert kept.model_dump(exclude_none=True) == {
        "label": "To talk", "number": "988", "purpose": "crisis",
        "also": ("10",), "by_text": True, "hours": "daily",
    }  # fmt: skip
    assert always.model_dump(exclude_none=True) == {"label": "To talk", "number": "988", "purpose": "crisis"}


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (f"{CRISIS}}}", None),
        (f"{CRISIS.replace('V', 'K')}}}", "general knowledge only"),
        (f"{CRISIS}, doubt: sources disagree}}", "sources disagree"),
        (f"{CRISIS}, doubt: sources disagree, called: 2026-11-29}}", None),
        (f"{CRISIS.replace('V', 'K')}, called: 2026-11-29}}", None),
    ],
)
def test_a_number_is_in_doubt_until_somebody_has_called_it(
    tmp_path: Path, row: str, doubt: str | None
) -> None:
    """General knowledge and whatever is not certain wait for a call; the date of a call ends that."""
    profiles, faults = read(tmp_path / "p.yaml", with_number(row))
    assert faults == []
    assert profiles["us"].pin().numbers[1].doubt == doubt


def test_a_row_without_a_number_says_what_is_done_and_reaches_no_record(tmp_path: Path) -> None:
    """A record holds numbers; words about one that the service enters are the profile's."""
    row = "{purpose: domestic, label: By province, instead: the service enters it, confidence: K}"
    profiles, faults = read(tmp_path / "p.yaml", with_number(row))
    assert faults == []
    assert [each.instead for each in profiles["us"].numbers] == ["", "the service enters it"]
    assert len(profiles["us"].pin().numbers) == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (US.replace('"911"', "911"), [("PROFILE_013", 5)]),
        (US.replace("country", "contry"), [("PROFILE_010", 2), ("PROFILE_011", 3)]),
        (US.replace("2026-11-22", "soon"), [("PROFILE_013", 8)]),
        (US.replace(f"\n      - {NUMBER}", " []"), [("PROFILE_003", 4)]),
        (US.replace("id: us", "id: u s"), [("PROFILE_013", 2)]),
        (US + US.removeprefix("profiles:\n"), [("PROFILE_002", 9)]),
        ("- us", [("PROFILE_001", 1)]),
        ("profiles: us", [("PROFILE_001", 1)]),
        ("profiles: [", [("YAML_007", 1)]),
        (with_number(CRISIS.replace("crisis", "talk") + "}"), [("PROFILE_012", 6)]),
        (with_number(CRISIS.replace("confidence: V", "confidence: X") + "}"), [("PROFILE_012", 6)]),
        (with_number(CRISIS.replace("purpose: crisis, ", "") + "}"), [("PROFILE_010", 6)]),
        (with_number(CRISIS.replace("988", "text 50808") + "}"), [("PROFILE_004", 6)]),
        (with_number(CRISIS.replace("988", "999, 112") + "}"), [("PROFILE_004", 6)]),
        (with_number(CRISIS.replace("988", "") + "}"), [("PROFILE_004", 6)]),
        (with_number(f"{CRISIS}, also: [TOXBASE]}}"), [("PROFILE_004", 6)]),
        (with_number(f"{CRISIS}, called: yes}}"), [("PROFILE_013", 6)]),
        (with_number("{purpose: crisis, label: To talk, confidence: V}"), [("PROFILE_005", 6)]),
        (with_number("{purpose: crisis, label: To talk, instead: ' ', confidence: V}"), [("PROFILE_005", 6)]),
        (
            with_number("{purpose: crisis, label: ' ', number: '116 123', confidence: V}"),
            [("PROFILE_007", 6)],
        ),
        (US.replace("emergency", "crisis"), [("PROFILE_006", 4)]),
        (US.replace("confidence: V", "confidence: K"), [("PROFILE_006", 4)]),
        (US.replace("confidence: V", "confidence: V, by_text: true"), [("PROFILE_006", 4)]),
    ],
)
def test_a_faulty_file_gives_no_profile(
    tmp_path: Path, written: str, expected: list[tuple[str, int]]
) -> None:
    """No number is taken from a file with a fault, and each fault says its line and what to do."""
    assert read(tmp_path / "p.yaml", written) == ({}, expected)


def shipped() -> dict[str, Profile]:
    """The profiles that come with the program."""
    profiles, problems = read_profiles(shipped_profiles())
    assert problems == []
    return profiles


def test_the_shipped_numbers_are_those_that_were_agreed(check_golden: CheckGolden) -> None:
    """Every number has its purpose, its hours and its confidence, and what is in doubt is marked."""
    rows = []
    for profile in shipped().values():
        for each in profile.numbers:
            numbers = ", ".join((each.number, *each.also)) if each.number else f"({each.instead})"
            told = (
                profile.id, each.purpose, f"{'text ' if each.by_text else ''}{numbers}", each.hours or "?",
                each.confidence, "in doubt" if each.in_doubt else "",
            )  # fmt: skip
            rows.append(" | ".join(told).rstrip(" |"))
    check_golden("profiles.txt", "\n".join(rows) + "\n")


@pytest.mark.parametrize("profile", shipped().values(), ids=lambda profile: profile.id)
def test_no_shipped_profile_says_what_only_a_service_can(profile: Profile) -> None:
    """A procedure that nobody has entered prints nothing, so there is none; a call is the service's too."""
    assert profile.service_text == ""
    assert [each.called for each in profile.numbers if each.called] == []


def test_the_united_kingdom_asks_for_the_nation() -> None:
    """One sentence names the four, for their crisis lines are not the same."""
    nations = [nation.id for nation in nations_of("gb", shipped())]
    assert nations == ["gb-eng", "gb-sct", "gb-wls", "gb-nir"]
    assert [nation.id for nation in nations_of("UK", shipped())] == nations
    assert nations_of("ie", shipped()) == ()
    with pytest.raises(InputError) as refused:
        pinned_profile("gb")
    assert refused.value.remedy == (
        "Choose one of: gb-eng (United Kingdom: England), gb-sct (United Kingdom: Scotland), "
        "gb-wls (United Kingdom: Wales), gb-nir (United Kingdom: Northern Ireland)."
    )


def test_an_unknown_profile_comes_with_the_nearest() -> None:
    """A misspelt id is answered with the one that was probably meant, in whatever letters it is typed."""
    assert nearest_profile("IE", shipped()).startswith("Did you mean 'ie'?")
    assert nearest_profile("UK-SCT", shipped()).startswith("Did you mean 'gb-sct'?")
    assert nearest_profile("iee", shipped()).startswith("Did you mean 'ie'?")
