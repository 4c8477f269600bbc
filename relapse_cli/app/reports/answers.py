"""A record as the conversation that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.records import read_one
from relapse_cli.formats.base import Format, RenderOptions
from relapse_cli.formats.catalogue import write_answers
from relapse_cli.logic.lines.conversation import conversation
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.problems import Problem

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor


def answers_text(
    source: str, bank_name: str, form: Format, options: RenderOptions, door: StoreDoor | None = None
) -> tuple[str, tuple[Problem, ...]]:
    """Return the conversation of one record in one of the formats, and the warnings of the record.

    Raises:
        InputError: the record or the bank cannot be used.
    """
    bank = require_bank(bank_name)
    record, problems = read_one(source, bank, door)
    return write_answers(conversation(Evaluation(bank, record)), bank, form, options), problems
