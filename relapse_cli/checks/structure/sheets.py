"""Blank sheets: their the names in braces, the texts for what is not set up, the words on the avoid list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks import messages
from relapse_cli.logic.lines.placeholders import placeholders, with_blanks
from relapse_cli.model.bank_sheets import SHEET_NAMES
from relapse_cli.model.line_text import BLANK, in_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.bank_sheets import BlankSheet
    from relapse_cli.places import KeyPath

_OWNER = "sheets"


def check_sheets(findings: Findings) -> None:
    """Judge every text of the sheets, where the bank has any."""
    sheets = findings.bank.sheets
    if sheets is None:
        return
    for reader, sheet in (("patient", sheets.patient), ("family", sheets.family)):
        for path, text, gap in _texts_of(sheet, (_OWNER, reader)):
            _check_names(findings, text, gap, path)
            _check_words(findings, text, path)
            if placeholders(gap):
                findings.note(messages.GAP_NAMES, (*path[:-1], "gap"), _OWNER)
            _check_words(findings, gap, (*path[:-1], "gap"))


def _texts_of(sheet: BlankSheet, path: KeyPath) -> Iterator[tuple[KeyPath, str, str]]:
    """Each text with its place and, for a line, its gap."""
    yield (*path, "title"), sheet.title, ""
    for index, text in enumerate(sheet.opening):
        yield (*path, "opening", index), text, ""
    for number, part in enumerate(sheet.parts):
        place = (*path, "parts", number)
        yield (*place, "title"), part.title, ""
        for index, line in enumerate(part.lines):
            yield (*place, "lines", index, "text"), line.text, line.gap
            for box, option in enumerate(line.boxes):
                yield (*place, "lines", index, "boxes", box), option, ""


def _check_names(findings: Findings, text: str, gap: str, path: KeyPath) -> None:
    for name in placeholders(text):
        if name not in SHEET_NAMES:
            findings.note_unknown(messages.NOT_FOR_SHEETS, path, _OWNER, name, SHEET_NAMES)
        elif not gap:
            findings.note(messages.NO_GAP_TEXT, path, _OWNER, name=name, key="gap")


def _check_words(findings: Findings, text: str, path: KeyPath) -> None:
    """Judge a text by its words and signs."""
    bare = in_plain(with_blanks(text))
    for name in placeholders(text):
        bare = bare.replace(f"{{{name}}}", "", 1)
    if BLANK in text:
        findings.note(messages.BARE_BLANK, path, _OWNER)
    if "{" in bare or "}" in bare:
        findings.note(messages.STRAY_BRACE, path, _OWNER)
    for word in findings.bank.banned_words(text):
        findings.note(messages.BANNED, path, _OWNER, word=word)
