"""Blank sheets of a bank, handed out before anything has happened (rules 8.2)."""

from __future__ import annotations

from relapse_cli.model.bank_model import BankModel

NUMBERS = "numbers"
EMERGENCY_NUMBER = "emergency_number"
SERVICE = "service"

SHEET_NAMES = frozenset({NUMBERS, EMERGENCY_NUMBER, SERVICE})
"""The names in braces that a sheet may print: there is nobody whose answers it could tell."""


class SheetLine(BankModel):
    """One line of a sheet.

    Attributes:
        gap: stands in its place where a name in braces has no words.
        boxes: options to tick beneath it.
    """

    text: str
    gap: str = ""
    boxes: tuple[str, ...] = ()


class SheetPart(BankModel):
    """Lines under a title."""

    title: str
    lines: tuple[SheetLine, ...]


class BlankSheet(BankModel):
    """A sheet: its first sentences, then its parts."""

    title: str
    opening: tuple[str, ...]
    parts: tuple[SheetPart, ...]


class Sheets(BankModel):
    """The sheet of the patient, and of those who are close: theirs also has the lines of the family sheet."""

    patient: BlankSheet
    family: BlankSheet
