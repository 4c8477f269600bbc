"""Banks for their editors: which there are, what one says, whether one is sound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from relapse_cli.app.sources.bank import check_bank_file, require_bank
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.banks.shipped import find_bank, shipped_banks
from relapse_cli.checks.review_dates import overdue_sources
from relapse_cli.documents.bank import bank_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text import terminal
from relapse_cli.model.bank import Bank
from relapse_cli.problems import Problem


def bank_rows() -> Iterator[dict[str, str | None]]:
    """Each shipped bank: name, version, title, who signed it."""
    for name in shipped_banks():
        bank = require_bank(name)
        yield {
            "name": name,
            "version": bank.version,
            "title": bank.title,
            "reviewed_by": bank.reviewed_by,
        }


def bank_text(name_or_path: str, options: RenderOptions) -> str:
    """A bank as text: what is asked and what follows."""
    return terminal.render(bank_document(require_bank(name_or_path)), options)


@dataclass(frozen=True, slots=True)
class CheckedBank:
    """What was found in a bank.

    Attributes:
        sound: the bank; ``None`` where it, or what belongs to it, has a fault.
        problems: all that was found, warnings included.
    """

    sound: Bank | None
    problems: tuple[Problem, ...]


def check_bank(name_or_path: str) -> CheckedBank:
    """Find everything that is wrong with a bank; the profiles beside a copied one belong to it.

    This is the one place that reads the clock for a bank: sources past their review date are told.
    """
    bank, problems = check_bank_file(find_bank(name_or_path))
    if bank is None:
        return CheckedBank(None, tuple(problems))
    problems += overdue_sources(bank, datetime.now().astimezone().date())
    beside = ProfileBook(name_or_path).problems
    return CheckedBank(None if beside else bank, (*problems, *beside))
