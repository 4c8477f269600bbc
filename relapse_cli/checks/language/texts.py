"""The texts that a bank says itself and that are judged, with their places and who reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from relapse_cli.model import bank_texts
from relapse_cli.model.bank import FixedWords
from relapse_cli.model.bank_questions import Input, Option, Question, Section
from relapse_cli.model.bank_rules import Action, NamedFact, Together, TriggerOption
from relapse_cli.model.bank_sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relapse_cli.model.bank import Bank
    from relapse_cli.places import KeyPath

_Reader = Literal["therapist", "patient"]

_READERS: Mapping[str, _Reader | None] = {
    "Section.title": "therapist", "Section.opening": "patient", "Section.stance": "therapist",
    **{f"{kind}.label": "patient" for kind in ("Question", "Field_")},
    **{f"{kind}.{name}": "therapist" for kind in ("Question", "Field_") for name in ("short", "help")},
    "Question.script": "patient", "Question.why": "patient",
    "Option.label": "patient", "Option.short": "patient", "Option.help": "patient",
    "NamedFact.phrase": "therapist",
    "Flag.text": "therapist", "Flag.plain": "patient", "Flag.short": "therapist",
    "Part.text": None, "TriggerOption.texts": None, "Action.gaps": "patient", "Slot.asks": "therapist",
    "Due.words": "patient",
    "AnswerLine.titles": None, "AnswerLine.answered": None, "AnswerLine.empty": None,
    "AnswerLine.labels": "therapist", "GapLine.texts": None,
    "FamilySheet.opening": "patient", "FamilyLine.text": "patient",
    "BlankSheet.opening": "patient", "SheetLine.text": "patient",
    **{f"FixedWords.{name}": "patient" for name in FixedWords.model_fields},
}  # fmt: skip
"""By field who reads it; ``None`` where the edition says it. Titles, footers and sources are not judged."""


class Text(NamedTuple):
    """One text of a bank.

    Attributes:
        owner: what it belongs to, as findings name it.
        reader: for whom it is written; what a family reads is written for it as for the patient.
    """

    words: str
    path: KeyPath
    owner: str
    reader: _Reader


def texts_of(bank: Bank) -> Iterator[Text]:
    """Yield every text of a bank that is not empty."""
    for text in bank_texts.texts_of(bank):
        if text.field in _READERS:
            by_edition: _Reader = "therapist" if "clinician" in text.path else "patient"
            yield Text(text.words, text.path, _owner(text), _READERS[text.field] or by_edition)


def _owner(text: bank_texts.BankText) -> str:
    """What a text belongs to: a question with its field and option, a rule, a part of the wording."""
    outer, *inner = text.around[1:]
    match outer:
        case Section():
            named = [part.id for part in inner if isinstance(part, Input | Option)]
            return ".".join(named) if any(isinstance(part, Question) for part in inner) else outer.id
        case NamedFact():
            return outer.name
        case Action():
            return ".".join([outer.id, *(part.id for part in inner if isinstance(part, TriggerOption))])
        case Together():
            return outer.line
        case Sheets():
            return f"sheets.{text.path[1]}"
        case _:
            family = str(getattr(inner[-1], "id", "")) if inner and text.path[0] == "family" else ""
            return family or str(getattr(outer, "id", "")) or _unnamed(text)


def _unnamed(text: bank_texts.BankText) -> str:
    """What a text without an id around it belongs to."""
    return "family_sheet" if text.path[0] == "family" else f"{text.path[0]}.{text.path[-1]}"
