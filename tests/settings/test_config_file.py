"""The configuration file: what is sound in it holds, and each fault is told at its place."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.settings.config import Config
from relapse_cli.settings.config_file import LIMIT, ConfigReading, config_path, parse_config, read_config
from relapse_cli.settings.environment import read_environment
from tests.examples import examples

TODAY = date(2026, 11, 29)
NUMBER = '{purpose: crisis, label: Our team, number: "01 555 0102", called: 2026-11-20}'
EMPTY, BLANK = '""', "' '"
WHOLE = f"""\
profile: ie
hide_after: 5
service:
  name: Riverside Clinic
  phone: "01 555 0100"
  address: |
    1 River Street
    Dublin 1
  service_text: |
    The duty doctor comes.
    Extension 7.
  numbers:
    - {NUMBER}
"""


def parsed(written: str | bytes) -> ConfigReading:
    """What a file with these words says."""
    data = written.encode() if isinstance(written, str) else written
    return parse_config(data, Path("no folder", "config.yaml"), TODAY)


def faults(written: str | bytes) -> list[tuple[str, int, int]]:
    """The codes of the faults of a file with their lines and columns."""
    reading = parsed(written)
    assert all(each.remedy for each in reading.problems)
    return [(each.code, each.line, each.column) for each in reading.problems]


def test_a_whole_file_is_read() -> None:
    """What the service says is found; an address and a procedure may have several lines."""
    reading = parsed(WHOLE)
    service = reading.config.service
    assert reading.problems == ()
    assert (reading.config.profile, reading.config.hide_after) == ("ie", 5)
    assert service.address == ("1 River Street", "Dublin 1")
    assert service.service_text == "The duty doctor comes.\nExtension 7."
    assert [each.number for each in service.numbers] == ["01 555 0102"]


@pytest.mark.parametrize(
    "written", ["", "# only a comment\n", "\n", "service:\n", "profile:\nbank: ~\n", "{}"]
)
def test_a_file_that_says_nothing_has_no_fault(written: str) -> None:
    """Every setting may be left out, or left empty."""
    reading = parsed(written)
    assert (reading.problems, reading.config) == ((), Config())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("profil: ie", [("CONFIG_011", 1, 1)]),
        ("service:\n  fotter: x", [("CONFIG_011", 2, 3)]),
        ("# a\nhide_after: soon", [("CONFIG_013", 2, 1)]),
        ("hide_after: -1", [("CONFIG_013", 1, 1)]),
        ("hide_after: .inf", [("CONFIG_013", 1, 1)]),
        ("hide_after: .nan", [("CONFIG_013", 1, 1)]),
        ("hide_after: 0.5", [("CONFIG_013", 1, 1)]),
        ("hide_after: 241", [("CONFIG_013", 1, 1)]),
        ("hide_after: 0", []),
        ("hide_after: 1", []),
        ("hide_after: 240", []),
        ("accessible: perhaps", [("CONFIG_013", 1, 1)]),
        ("profile: i e", [("CONFIG_013", 1, 1)]),
        ("service: Riverside", [("CONFIG_013", 1, 1)]),
        ("service:\n  framing: acute", [("CONFIG_012", 2, 3)]),
        ("service:\n  phone: 01 555 CLINIC", [("CONFIG_023", 2, 3)]),
        ('service:\n  phone: "5"', [("CONFIG_023", 2, 3)]),
        ('service:\n  phone: "1234567890123456"', [("CONFIG_023", 2, 3)]),
        ("service:\n  phone: 911", [("CONFIG_013", 2, 3)]),
        ("service:\n  address: {a: b}", [("CONFIG_013", 2, 3)]),
        (f"service:\n  numbers: [{NUMBER.replace('crisis', 'crisys')}]", [("CONFIG_012", 2, 14)]),
        (f"service:\n  numbers: [{NUMBER.replace('crisis', 'emergency')}]", [("CONFIG_025", 2, 14)]),
        (f"service:\n  numbers: [{NUMBER.replace('01 555 0102', '')}]", [("CONFIG_023", 2, 48)]),
        (f"service:\n  numbers: [{NUMBER.replace('01 555 0102', 'TOXBASE')}]", [("CONFIG_023", 2, 48)]),
        (f"service:\n  numbers: [{NUMBER.replace(', called: 2026-11-20', '')}]", [("CONFIG_010", 2, 13)]),
        (f"service:\n  numbers: [{NUMBER.replace('purpose: crisis, ', '')}]", [("CONFIG_010", 2, 13)]),
        (f"service:\n  numbers: [{NUMBER.replace('2026-11-20', 'today')}]", [("CONFIG_013", 2, 71)]),
        (f"service:\n  numbers: [{NUMBER.replace('2026-11-20', '2027-01-01')}]", [("CONFIG_024", 2, 71)]),
        (f"service:\n  numbers: [{NUMBER.replace('2026-11-20', '20260101')}]", [("CONFIG_013", 2, 71)]),
        (f"service:\n  numbers: [{NUMBER.replace('2026-11-20', '99999999999')}]", [("CONFIG_013", 2, 71)]),
        (
            f"service:\n  numbers: [{NUMBER.replace('2026-11-20', '2099-01-01T00:00')}]",
            [("CONFIG_013", 2, 71)],
        ),
        (f"service:\n  numbers: [{NUMBER.replace('Our team', EMPTY)}]", [("CONFIG_026", 2, 31)]),
        (f"service:\n  numbers: [{NUMBER.replace('Our team', BLANK)}]", [("CONFIG_026", 2, 31)]),
        ('service:\n  name: "Clinic\\e[31m"', [("CONFIG_020", 2, 3)]),
        ('service:\n  footer: "a \\u202e b"', [("CONFIG_020", 2, 3)]),
        ('service:\n  name: "a\\u2028b"', [("CONFIG_020", 2, 3)]),
        ('service:\n  name: "two\\nlines"', [("CONFIG_022", 2, 3)]),
        (f"service:\n  name: {'x' * 121}", [("CONFIG_021", 2, 3)]),
        (f"service:\n  service_text: {'x' * 2001}", [("CONFIG_021", 2, 3)]),
        (f"service:\n  notices: {{us: {'x' * 2001}}}", [("CONFIG_021", 2, 13)]),
        ("service:\n  notices: {u s: x}", [("CONFIG_013", 2, 13)]),
        ("- a", [("CONFIG_003", 1, 1)]),
        ("only words", [("CONFIG_003", 1, 1)]),
        ("profile: ie\nprofile: us", [("YAML_006", 2, 1)]),
        ("profile: [", [("YAML_007", 1, 0)]),
        ("service:\n name: a\n  phone: b", [("YAML_007", 3, 8)]),
        ("a: &x 1\nb: *x", [("YAML_004", 1, 4), ("YAML_004", 2, 4)]),
        (b"profile: \xff", [("YAML_002", 1, 0)]),
        ("x: " + "[" * 30, [("YAML_003", 1, 23)]),
    ],
)
def test_each_fault_is_told_at_its_place(written: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    """A fault has its code, its line, its column and what to do."""
    assert faults(written) == expected


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("hide_after: soon", "a number is meant"),
        ("hide_after: [1]", "a number is meant"),
        ("hide_after: 99999", "it has to be 0 for never, or 1 to 240 minutes"),
        ("hide_after: 0.5", "it has to be 0 for never, or 1 to 240 minutes"),
        ("accessible: perhaps", "yes or no is meant, written as true or false"),
        ("accessible: [1]", "yes or no is meant, written as true or false"),
        ("profile: i e", "only letters, digits, - and _ are taken here"),
        ("profile: 5", "a text is meant"),
        ("service: Riverside", "names are meant, each with its value"),
        ("service: {phone: 911}", "a text is meant"),
        ("service: {address: {a: b}}", "a list is meant"),
        ("service: {notices: us}", "names are meant, each with its value"),
        ("service: {numbers: 5}", "a list is meant"),
        ("service: {numbers: [5]}", "names are meant, each with its value"),
        (f"service: {{numbers: [{NUMBER.replace('2026-11-20', 'today')}]}}", "a day is meant"),
        (f"service: {{numbers: [{NUMBER.replace('2026-11-20', '2026-02-30')}]}}", "a day is meant"),
    ],
)
def test_what_does_not_fit_is_told_in_words_of_our_own(written: str, said: str) -> None:
    """Nobody has to understand the words of the library that reads the file."""
    (problem,) = parsed(written).problems
    assert problem.message.startswith(f"The value does not fit: {said}")
    assert "nput" not in problem.message


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    """Whoever mends a file reads it from its top, once."""
    written = "service:\n  fotter: x\n  phone: none\nhide_after: soon\nprofil: ie\n"
    assert [line for _, line, _ in faults(written)] == [2, 3, 4, 5]


def test_a_slip_comes_with_what_was_probably_meant() -> None:
    """A misspelt name is answered with the nearest one."""
    problem = parsed("service:\n  fotter: x").problems[0]
    assert str(problem).startswith(str(Path("no folder", "config.yaml")) + ":2:3: service: CONFIG_011")
    assert "Did you mean 'footer'?" in problem.remedy


def test_what_is_sound_in_a_faulty_file_holds() -> None:
    """A fault takes its own setting away, and its own number, and nothing else."""
    slips = WHOLE.replace("phone:", "fone:").replace("hide_after: 5", "hide_after: soon")
    broken = NUMBER.replace("crisis", "crisys")
    config = parsed(f"{slips}    - {broken}\n").config
    assert (config.profile, config.hide_after, config.service.phone) == ("ie", None, "")
    assert config.service.name == "Riverside Clinic"
    assert [each.purpose for each in config.service.numbers] == ["crisis"]


@pytest.mark.parametrize(("sound", "faulty"), [("Our team", '""'), ("2026-11-20", "2099-01-01")])
def test_a_number_without_a_label_or_not_called_yet_prints_nowhere(sound: str, faulty: str) -> None:
    """It is left out by itself; the numbers beside it stay."""
    reading = parsed(f"{WHOLE}    - {NUMBER.replace(sound, faulty).replace('0102', '0199')}\n")
    assert [each.severity for each in reading.problems] == ["error"]
    assert [each.number for each in reading.config.service.numbers] == ["01 555 0102"]


def test_joiners_of_a_script_stay() -> None:
    """Persian needs a sign between letters that cannot be seen by itself."""
    reading = parsed("service:\n  name: می\u200cخواهم\n")
    assert reading.problems == ()
    assert "\u200c" in reading.config.service.name


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
@examples(300)
def test_any_bytes_are_a_configuration_or_faults(data: bytes) -> None:
    """Whatever stands in the file, something can be used, and nothing breaks."""
    reading = parsed(data)
    assert isinstance(reading.config, Config)
    assert all(each.code for each in reading.problems)


_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just("ie"))
_KEYS = st.sampled_from(
    ["profile", "service", "numbers", "name", "phone", "address", "notices", "called", "x"]
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=4))
@examples(300)
def test_any_shape_is_a_configuration_or_faults(raw: dict[str, object]) -> None:
    """Known names in places where they do not belong are faults, and never more than that."""
    import json

    reading = parsed(json.dumps(raw))
    assert isinstance(reading.config, Config)


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    """Nobody has to make a file."""
    reading = read_config(tmp_path / "none.yaml", TODAY)
    assert (reading.there, reading.problems, reading.config) == (False, (), Config())


def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe in the place of the file holds nobody up, and a folder is no file."""
    os.mkfifo(tmp_path / "pipe")
    assert [each.code for each in read_config(tmp_path / "pipe", TODAY).problems] == ["CONFIG_002"]
    assert [each.code for each in read_config(tmp_path, TODAY).problems] == ["CONFIG_002"]


def test_a_file_of_100_megabytes_is_told_and_not_read(tmp_path: Path) -> None:
    """Only so much is read as a configuration can have."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    problem = read_config(path, TODAY).problems[0]
    assert problem.code == "YAML_001"
    assert str(LIMIT) in problem.message


def test_a_file_that_others_may_write_is_warned_of(tmp_path: Path) -> None:
    """It decides which number is called."""
    path = tmp_path / "config.yaml"
    path.write_text("profile: ie\n")
    path.chmod(0o622)
    (problem,) = read_config(path, TODAY).problems
    assert (problem.code, problem.severity) == ("CONFIG_004", "warning")
    assert read_config(path, TODAY).config.profile == "ie"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"RELAPSE_CONFIG": "/a/own.yaml", "RELAPSE_HOME": "/b"}, "/a/own.yaml"),
        ({"RELAPSE_HOME": "/b"}, "/b/config/config.yaml"),
    ],
)
def test_where_the_file_is(variables: dict[str, str], expected: str) -> None:
    """A file that is named stands before the folder that takes the place of the user's own."""
    assert config_path(read_environment(variables)) == Path(expected)
