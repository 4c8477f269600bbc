"""One setting is put into a file, and nothing else in it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.app.upkeep.config.template import TEMPLATE
from relapse_cli.settings.config_change import with_setting
from relapse_cli.yaml_door import parse_yaml
from tests.examples import examples

NAME = ("service", "name")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'service:\n  name: "new"\n'),
        ("# mine\nprofile: ie", '# mine\nprofile: ie\nservice:\n  name: "new"\n'),
        ("service: # ours\n    phone: x\n", 'service: # ours\n    name: "new"\n    phone: x\n'),
        ("service:\n  name: old # why\n  phone: x\n", 'service:\n  name: "new" # why\n  phone: x\n'),
        ("service:\n  name:\n  phone: x\n", 'service:\n  name: "new"\n  phone: x\n'),
        ("service:\n  name: >\n    old\n    name\n  # why\n", 'service:\n  name: "new"\n  # why\n'),
        (
            "service:\n  # name: such as this\n  phone: x\n",
            'service:\n  # name: such as this\n  name: "new"\n  phone: x\n',
        ),
        ("service: {phone: x}\n", 'service: {name: "new", phone: x}\n'),
        ("service: {}\n", 'service: {name: "new"}\n'),
    ],
)
def test_a_setting_stands_where_a_reader_looks_for_it(before: str, after: str) -> None:
    """In the place of the old one, behind its example, or under its heading; comments stay."""
    assert with_setting(before, NAME, "new") == after


def test_a_list_is_put_in_the_place_of_a_list() -> None:
    """What stands behind the old list is not touched."""
    before = "service:\n  address:\n    - a\n    - b\n  # why\n  name: x\n"
    after = 'service:\n  address:\n    ["c", "d"]\n  # why\n  name: x\n'
    assert with_setting(before, ("service", "address"), ("c", "d")) == after


@pytest.mark.parametrize(("minutes", "written"), [(5.0, "5"), (0.0, "0"), (2.5, "2.5")])
def test_a_number_is_written_as_people_write_it(minutes: float, written: str) -> None:
    """Whole minutes are no decimals."""
    assert with_setting("profile: ie\n", ("hide_after",), minutes) == f"profile: ie\nhide_after: {written}\n"


@pytest.mark.parametrize("before", ["- a", "service: ~", "service: [a]", "{}", "service: text"])
def test_a_file_that_is_written_in_another_way_is_left_alone(before: str) -> None:
    """Where the setting cannot be put in safely, nothing is."""
    assert with_setting(before, NAME, "new") is None


@pytest.mark.parametrize("before", ["service: [", "a: b: c", "\tname: x", "PK\x05\x06\0\0"])
def test_a_file_that_is_no_yaml_is_left_alone(before: str) -> None:
    """Neither a slip of the keyboard nor something else in its place ends the program."""
    assert with_setting(before, NAME, "new") is None


@given(st.text(max_size=60).filter(lambda text: text.isprintable()))
@examples(200)
def test_what_is_put_in_is_what_is_read(text: str) -> None:
    """Any text that can be seen comes back as it was typed, and every line of the file is still there."""
    changed = with_setting(TEMPLATE, NAME, text)
    assert changed is not None
    document, problems = parse_yaml(changed.encode())
    assert problems == []
    assert document is not None
    assert document.value == {"service": {"name": text}}
    left = changed.splitlines()
    assert [line for line in TEMPLATE.splitlines() if line not in left] == []
