"""Slots of a bank: what a blank needs, what a slot needs, and what a slot may point at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.banks_under_test import shipped_bank
from tests.small_bank import BASIS, REST, check_bank, codes, write_bank

SETTLES = REST.replace(
    "not_recorded: not recorded}", "not_recorded: not recorded, settles: {patient: {clinician: the patient}}}"
)
PERSON = "{id: person, asks: Who?, fills: patient}"


def line(name: str, text: str, *slots: str, more: str = "") -> str:
    """An action with one text for the clinician, its slots, and further keys."""
    return (
        f"  - id: {name}\n    section: safety\n    owner: therapist\n    when: always\n    due: []\n"
        f'    texts: {{clinician: ["{text}"]}}\n    slots: [{", ".join(slots)}]\n    {BASIS.split(", ")[0]}\n'
        f"    {BASIS.split(', ')[1]}\n{more}"
    )


def found(tmp_path: Path, *lines: str) -> list[str]:
    """The codes of what is wrong with a bank of these actions."""
    path = write_bank(tmp_path, rules="actions:\n" + "".join(lines), rest=SETTLES)
    return codes(check_bank(path)[1])


@pytest.mark.parametrize(
    ("text", "slots", "expected"),
    [
        ("Tell {blank:person}.", (PERSON,), []),
        ("Tell {blank:persn}.", (PERSON,), ["BANK_116", "BANK_117"]),
        ("Tell {blank:person}.", (), ["BANK_116"]),
        ("Tell somebody.", (PERSON,), ["BANK_117"]),
        ("Tell {blank:person}.", (PERSON, PERSON), ["BANK_040"]),
        (
            "Tell {blank:a b}.",
            ("{id: a b, asks: Who?, fills: patient}",),
            ["BANK_041", "BANK_102", "BANK_117"],
        ),
        ("Tell {blank:person}.", ("{id: person, asks: Who?, fills: patinet}",), ["BANK_127"]),
        ("Tell {blank:person}.", (PERSON.replace("}", ", editions: [patient]}"),), ["BANK_118"]),
        ("Tell {blank:person}.", (PERSON.replace("}", ", editions: [clinician]}"),), []),
        ("Tell {blank:person}.", (PERSON.replace("}", ", default: missed_contact}"),), []),
        ("Tell {blank:person}.", (PERSON.replace("}", ", default: missed_contakt}"),), ["BANK_012"]),
        ("Tell {blank:person}.", (PERSON.replace("}", ", answer: safety.mood}"),), []),
        ("Tell {blank:person}.", (PERSON.replace("}", ", answer: safety.moot}"),), ["BANK_050"]),
        (
            "Tell {blank:person}.",
            (PERSON.replace("}", ", when: {answer: safety.moot, is: low}}"),),
            ["BANK_050"],
        ),
        (
            "Tell {blank:person}.",
            (PERSON.replace("}", ", default: [{field: service_text, when: {flag: U-99}}]}"),),
            ["BANK_053"],
        ),
        ("Tell {blank:person}.", (PERSON.replace("}", ", same_as: P-1.persn}"),), ["BANK_119"]),
        ("Tell {blank:person}.", (PERSON.replace("}", ", unless_filled: P-9.person}"),), ["BANK_119"]),
        ("Tell {blank:person}.", (PERSON.replace("}", ", same_as: P-1.person}"),), ["BANK_126"]),
    ],
)
def test_a_slot_is_declared_used_and_points_at_what_there_is(
    tmp_path: Path, text: str, slots: tuple[str, ...], expected: list[str]
) -> None:
    """Every fault of a slot has its code."""
    assert sorted(found(tmp_path, line("P-1", text, *slots))) == expected


@pytest.mark.parametrize("keys", [("same_as", "same_as"), ("same_as", "unless_filled")])
def test_two_slots_do_not_wait_for_each_other(tmp_path: Path, keys: tuple[str, str]) -> None:
    """A loop over two lines is told at each of them."""
    lines = [
        line(name, "Tell {blank:person}.", PERSON.replace("}", f", {key}: {other}.person}}"))
        for name, other, key in (("P-1", "P-2", keys[0]), ("P-2", "P-1", keys[1]))
    ]
    assert found(tmp_path, *lines) == ["BANK_126", "BANK_126"]


def test_a_blank_of_an_if_then_line_and_of_an_option_is_a_slot_too(tmp_path: Path) -> None:
    """Wherever a text of a line stands, its blanks are judged."""
    option = '{id: a, basis: [seed], texts: {patient: "{blank:place}"}}'
    more = f'    ifthen: ["If so, then {{blank:step}}."]\n    options: [{option}]\n'
    assert found(tmp_path, line("P-1", "Now.", more=more)) == ["BANK_116", "BANK_116"]


def test_every_slot_of_the_shipped_bank_asks_a_short_question() -> None:
    """What the therapist reads is one question on one line."""
    slots = shipped_bank().slot_by_name
    assert len(slots) > 60
    assert [
        name for name, slot in slots.items() if not slot.asks.endswith(("?", ".")) or len(slot.asks) > 90
    ] == []
