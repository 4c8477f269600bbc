"""Every text of a bank with a key that stays: for those who translate it, check its words, or reword it.

    for text in texts_of(bank):
        print(text.key, text.words)        # question.safety.suicide.label  Thoughts of ...

A key names what a text belongs to by its ids, and where there is none by its number among its like.
A question that moves to another section keeps its keys.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel

from relapse_cli.model.bank import HandoverWords, PatientWords
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.bank_rules import Together
from relapse_cli.model.migration import Migration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank

WORDS = frozenset(
    {
        "Action.gaps", "AnswerLine.answered", "AnswerLine.brief", "AnswerLine.empty", "AnswerLine.labels",
        "AnswerLine.titles", "AskAgain.why", "Bank.title", "CheckException.reason", "Due.then", "Due.words",
        "FamilyLine.gap", "FamilyLine.text", "FamilySheet.further", "FamilySheet.headings",
        "FamilySheet.opening", "FamilySheet.title", "FieldMigration.drop", "Flag.plain", "Flag.short",
        "Flag.text", "GapLine.texts", "Migration.drop", "NamedFact.phrase", "Option.help", "Option.label",
        "Option.said", "Option.short", "Part.short", "Part.text", "Section.opening", "Section.stance",
        "Section.title", "Slot.asks", "Source.note", "Source.title", "Source.year", "TriggerOption.texts",
        "Unreliable.note", "Wording.draft", "Wording.footer", "Wording.levels", "Wording.not_recorded",
        "Wording.not_reviewed", "Wording.reviewed", "Wording.owners", "Wording.sections", "Wording.settles",
        "Wording.title",
        "Wording.validators", "Question.script", "Question.why", "BlankSheet.title", "BlankSheet.opening",
        "SheetPart.title", "SheetLine.text", "SheetLine.gap", "SheetLine.boxes",
        *(f"PatientWords.{name}" for name in PatientWords.model_fields),
        *(f"HandoverWords.{name}" for name in HandoverWords.model_fields),
        *(f"FixedWords.{name}" for name in ("head", "normal", "chronic", "tells", "close")),
        *(f"ThinWords.{name}" for name in ("title", "coping", "trigger", "support")),
        *(f"{kind}.{name}" for kind in ("Question", "Field_") for name in ("label", "short", "help")),
        *(f"{kind}.basis_note" for kind in ("Action", "AnswerLine", "FamilyLine", "Flag")),
    }
)  # fmt: skip
"""What somebody reads, by model and field. All other text in a bank is data: ids, kinds, units."""

_CONDITIONS = "relapse_cli.model.condition"
"""Conditions hold ids and values, and no text."""


class BankText(NamedTuple):
    """One text of a bank, or one piece of data that is written as text.

    Attributes:
        words: the text.
        path: where it stands, by keys and numbers from 0.
        field: its model and field, such as ``Option.label``.
        key: what it is called for as long as its ids are.
        around: the models that it stands in, from the bank inwards.
    """

    words: str
    path: tuple[str | int, ...]
    field: str
    key: str
    around: tuple[BaseModel, ...]


def texts_of(bank: Bank) -> Iterator[BankText]:
    """Yield every text of a bank that is not blank, each with another key."""
    return (text for text in strings_of(bank) if text.field in WORDS and text.words.strip())


def strings_of(bank: Bank) -> Iterator[BankText]:
    """Yield every text of a bank and all data in it that is written as text, but for conditions."""
    return _in_model(bank, (), "", ())


def _in_model(
    model: BaseModel, path: tuple[str | int, ...], key: str, around: tuple[BaseModel, ...]
) -> Iterator[BankText]:
    kind, within = type(model), (*around, model)
    for name in kind.model_fields:
        inner = f"{key}.{name}" if key else name
        at = BankText("", (*path, name), f"{kind.__name__}.{name}", inner, within)
        yield from _in_value(getattr(model, name), at)


def _in_value(value: object, at: BankText) -> Iterator[BankText]:
    """The texts in the value of a field; ``at`` says where it stands."""
    match value:
        case str():
            yield at._replace(words=value, key=at.key if "." in at.key else f"bank.{at.key}")
        case BaseModel() if type(value).__module__ != _CONDITIONS:
            yield from _in_model(value, at.path, at.key, at.around)
        case dict():
            for key, part in value.items():
                yield from _in_value(part, at._replace(path=(*at.path, key), key=f"{at.key}.{key}"))
        case tuple():
            for index, (part, key) in enumerate(zip(value, _keys(value, at.key), strict=True)):
                yield from _in_value(part, at._replace(path=(*at.path, index), key=key))


def _keys(parts: tuple[object, ...], key: str) -> Iterator[str]:
    """A key for each part of a list: by its id, else by its number; a second one of a name is numbered."""
    seen: Counter[str] = Counter()
    for number, part in enumerate(parts, 1):
        name = _name_of(part)
        inner = f"{key}.{number}" if not name else f"{key.removesuffix('s')}.{name}"
        if isinstance(part, Question):
            inner = f"question.{part.id}"
        seen[inner] += 1
        yield inner if seen[inner] == 1 else f"{inner}.{seen[inner]}"


def _name_of(part: object) -> str:
    """What a part of a list is called; nothing where it has no id."""
    match part:
        case Together():
            return f"{part.line}.{part.under}"
        case Migration():
            return part.since
        case BaseModel():
            name = getattr(part, "id", None) or getattr(part, "name", None)
            return name if isinstance(name, str) else ""
        case _:
            return ""
