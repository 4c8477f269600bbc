"""One question, flag or line: all that the bank says of it, and the screen that a question becomes."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from relapse_cli.app.clock import this_moment
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.banks.shipped import shipped_banks
from relapse_cli.checks.meaning.read_by import read_by
from relapse_cli.documents.bank_sheet.document import part_sheet
from relapse_cli.errors import InputError, UsageError
from relapse_cli.formats.text import terminal
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.record import Record
from relapse_cli.model.step import Step
from relapse_cli.problems import did_you_mean
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.screens.interview.question import build_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank

_PROMPT = "\n>"


def part_text(name_or_path: str, part: str, options: RenderOptions) -> str:
    """What a bank says of one of its parts, as text.

    Raises:
        InputError: there is no such bank, or no such part in it.
    """
    bank = require_bank(name_or_path)
    kind, found = _part_of(bank, part)
    return terminal.render(part_sheet(bank, kind, found, read_by(bank)), options)


def part_data(name_or_path: str, part: str) -> dict[str, object]:
    """The same for programs, with the keys of the bank.

    Raises:
        InputError: there is no such bank, or no such part in it.
    """
    bank = require_bank(name_or_path)
    kind, found = _part_of(bank, part)
    readers = read_by(bank).get(part, ())
    return {"kind": kind, **found.model_dump(mode="json"), "read_by": list(readers)}


def part_screen(name_or_path: str, part: str) -> str:
    """The screen that a question becomes where nothing is answered yet, 80 columns wide, as plain lines.

    Raises:
        InputError: there is no such bank, or no such part in it.
        UsageError: it is no question.
    """
    bank = require_bank(name_or_path)
    kind, found = _part_of(bank, part)
    if not isinstance(found, Question):
        raise UsageError(
            f"{part} is a {kind}, and only a question becomes a screen.", remedy="Leave --screen out."
        )
    record = Record(id="screen", case="screen", path=found.paths[0], started_at=this_moment())
    at = Interview(bank, record, Step("")).jump(found.id)
    screen = build_screen(replace(at, trail=(), return_to=None))
    shown = io.StringIO()
    PlainAsker(io.StringIO(), shown).ask(screen)
    return shown.getvalue().strip().removesuffix(_PROMPT) + "\n"


def _part_of(bank: Bank, name: str) -> tuple[str, BaseModel]:
    """A part by its id, and what kind it is; a field is shown with its question.

    Raises:
        InputError: there is none.
    """
    known = {part: (kind, found) for kind, part, found in _parts(bank)}
    question, _, field = name.rpartition(".")
    if name not in known and question in bank.questions and field in bank.questions[question].field_by_id:
        name = question
    if name in known:
        return known[name]
    near = did_you_mean(name, (*known, *shipped_banks()))
    raise InputError(
        f"The bank has no question, flag or line '{name}', and there is no bank of this name.",
        remedy=f"{near} All of them: relapse bank show".strip(),
    )


def _parts(bank: Bank) -> Iterator[tuple[str, str, BaseModel]]:
    """Every part with an id of its own; where two share one, the first counts."""
    for kind, parts in (
        ("source", bank.sources),
        ("line of the family sheet", bank.family.lines),
        ("line where something is missing", bank.gap_lines),
        ("line that carries answers", bank.answer_lines),
        ("line of the plan", bank.actions),
        ("flag", bank.flags),
        ("question", bank.questions.values()),
    ):
        yield from ((kind, part.id, part) for part in parts)
    yield from (("fact", fact.name, fact) for fact in bank.facts)
