"""The recovery key: easy to read aloud, typed back forgivingly, and checked group by group."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.store.keys.recovery import (
    ALPHABET,
    GROUPS,
    group_matches,
    new_recovery_key,
    parse_recovery_key,
    spell_recovery_key,
)

SECRET = bytes(range(20))
KEY = "000G-40R4-0M30-E209-185G-R38E-1W8S-Y3MK"


def test_it_is_written_in_groups_without_look_alikes() -> None:
    """Nine groups of four, none of which holds an I, L, O or U; and never the same key twice."""
    keys = {new_recovery_key() for _ in range(20)}

    assert len(keys) == 20
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){8}", key) for key in keys)


@given(st.binary(min_size=20, max_size=20))
def test_what_is_spelled_is_read(secret: bytes) -> None:
    """Every one of the 160 bits comes back."""
    assert parse_recovery_key(spell_recovery_key(secret)) == secret


@pytest.mark.parametrize(
    "change", [str.lower, lambda text: text.replace("-", " "), lambda text: f" {text}\n"]
)
def test_it_is_read_as_people_type_it(change: object) -> None:
    """Case, blanks and hyphens do not matter."""
    assert callable(change)
    assert parse_recovery_key(change(spell_recovery_key(SECRET))) == SECRET


def test_look_alikes_are_read_as_digits() -> None:
    """O is read as 0, I and L as 1."""
    key = spell_recovery_key(bytes(19) + b"\x01")

    assert key.startswith("0000-0000-0000-0000-0000-0000-0000-0001-")
    assert parse_recovery_key(key.replace("0001", "oooI")) == bytes(19) + b"\x01"
    assert parse_recovery_key(key.replace("0001", "OOOl")) == bytes(19) + b"\x01"


@given(st.binary(min_size=20, max_size=20), st.integers(0, 35), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(secret: bytes, position: int, letter: str) -> None:
    """Wherever one letter is mistyped, the key is not taken for another one."""
    letters = spell_recovery_key(secret).replace("-", "")
    typed = letters[:position] + letter + letters[position + 1 :]

    assert parse_recovery_key(typed) == (secret if typed == letters else None)


@pytest.mark.parametrize("text", ["", "0000", "U" * 36, "0" * 35, "0" * 37, "é" * 36, "0" * 100_000, KEY])
def test_anything_else_is_no_recovery_key(text: str) -> None:
    """Too short, too long, letters that do not exist, or the checking group left out."""
    assert parse_recovery_key(text) is None


def test_one_group_is_typed_back() -> None:
    """Only the group that was asked for counts, and it is read as forgivingly as the whole key."""
    key = spell_recovery_key(SECRET)
    groups = key.split("-")

    assert [group_matches(key, number, groups[number - 1].lower()) for number in range(1, 10)] == [True] * 9
    assert [group_matches(key, 2, typed) for typed in ("", groups[0], key, "é")] == [False] * 4


@pytest.mark.parametrize("number", [0, GROUPS + 1])
def test_there_are_nine_groups(number: int) -> None:
    """A group that does not exist is a fault of the program, never a match."""
    with pytest.raises(ValueError, match="groups"):
        group_matches(spell_recovery_key(SECRET), number, "")
