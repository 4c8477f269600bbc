"""Blank sheets of a bank: their shape, and what their texts may name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_bank import REST, check_bank, codes, write_bank

WORDS = REST.replace("banned: []", "banned: [dirty]")


def found(tmp_path: Path, line: str, opening: str = "Hello.") -> tuple[list[str], list[int]]:
    """The codes and lines of what is wrong with sheets of one line."""
    sheets = (
        "sheets:\n"
        f"  patient: {{title: T, opening: ['{opening}'], parts: [\n"
        f"    {{title: P, lines: [\n      {line}]}}]}}\n"
        "  family: {title: T, opening: [], parts: []}\n"
    )
    bank, problems = check_bank(write_bank(tmp_path, rest=WORDS + sheets))
    assert (bank is None) is any(code in {"BANK_010", "BANK_011", "BANK_013"} for code in codes(problems))
    start = WORDS.count("\n")
    return codes(problems), [problem.line - start for problem in problems]


def test_a_bank_may_have_no_sheets(tmp_path: Path) -> None:
    """An older copy of a bank stays sound."""
    bank, problems = check_bank(write_bank(tmp_path))
    assert problems == []
    assert bank is not None
    assert bank.sheets is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{text: 'Call {emergency_number}.', gap: Call for help.}", []),
        ("{text: '{numbers}', gap: '{blank:number}'}", []),
        ("{text: 'I tell: {blank:person}'}", []),
        ("{text: Signs, boxes: [One, 'Another: {blank:sign}']}", []),
        ("{text: 'Call {emergency_number}.'}", ["BANK_101"]),
        ("{text: 'Call {emergency_nummer}.', gap: Call.}", ["BANK_134"]),
        ("{text: 'You said {safety.mood}.', gap: You said it.}", ["BANK_134"]),
        ("{text: Call., gap: 'Call {service}.'}", ["BANK_112"]),
        ("{text: 'I tell: ____'}", ["BANK_111"]),
        ("{text: 'I tell: {person'}", ["BANK_102"]),
        ("{text: Keep it dirty.}", ["BANK_135"]),
        ("{text: Signs, boxes: [Dirty]}", ["BANK_135"]),
        ("{text: Signs, boxs: [One]}", ["BANK_011"]),
        ("{txt: Signs}", ["BANK_010", "BANK_011"]),
        ("{text: 12}", ["BANK_013"]),
    ],
)
def test_each_fault_of_a_line_is_told_with_its_place(tmp_path: Path, line: str, expected: list[str]) -> None:
    """An unknown key or name, a missing text, a blank without a name, a word of the avoid list."""
    assert found(tmp_path, line) == (expected, [4] * len(expected))


def test_a_title_and_a_first_sentence_name_nothing(tmp_path: Path) -> None:
    """They have no text that would stand in the place of a missing number."""
    assert found(tmp_path, "{text: Call.}", "Call {service}.") == (["BANK_101"], [2])


def test_an_unknown_key_of_the_sheets_is_refused(tmp_path: Path) -> None:
    """There are two sheets, and both are given."""
    sheets = "sheets:\n  patient: {title: T, opening: [], parts: []}\n  friends: {title: T}\n"
    _, problems = check_bank(write_bank(tmp_path, rest=REST + sheets))
    assert sorted(codes(problems)) == ["BANK_010", "BANK_011"]
