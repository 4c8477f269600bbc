"""The questions of a bank, each with the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Question
    from relapse_cli.places import KeyPath


def placed_questions(bank: Bank) -> Iterator[tuple[Question, KeyPath]]:
    """Yield each question with its path in the bank."""
    for number, section in enumerate(bank.sections):
        for index, question in enumerate(section.questions):
            yield question, ("sections", number, "questions", index)
