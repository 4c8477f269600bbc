"""The texts of a bank in other languages: one file each, in the folder ``texts`` beside its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.banks import messages
from relapse_cli.model.translation import TranslatedText, Translation
from relapse_cli.places import Places, shape_problems
from relapse_cli.yaml_door import RECORD_LIMIT, dump_yaml, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from relapse_cli.problems import Problem

TEXTS = "texts"
"""The folder of these files."""


@dataclass(frozen=True, slots=True)
class TranslationReading:
    """What came of reading a file, and where everything stands in it."""

    translation: Translation | None
    places: Places
    problems: tuple[Problem, ...] = ()


def translation_path(bank: Path, language: str) -> Path:
    """Return where the texts of a bank in a language stand."""
    return bank.with_suffix("") / TEXTS / f"{language}.yaml"


def translation_files(bank: Path) -> list[Path]:
    """Return the files of all languages of a bank, in the order of their names."""
    return sorted((bank.with_suffix("") / TEXTS).glob("*.yaml"))


def read_translation(path: Path) -> TranslationReading:
    """Read one file; its shape is judged, and nothing of it is compared with a bank."""
    document, problems = read_yaml(path, limit=RECORD_LIMIT)
    if document is None:
        return TranslationReading(None, Places(file=str(path)), tuple(problems))
    spots = {at: (str(path), line) for at, line in document.lines.items()}
    places = Places(spots, str(path), document.columns)
    if not isinstance(document.value, Mapping):
        return TranslationReading(None, places, (places.problem(messages.NOT_A_MAPPING, (), ""),))
    try:
        return TranslationReading(Translation.model_validate(document.value), places)
    except ValidationError as error:
        faults = shape_problems(error, Translation, document.value, places, messages.SHAPE)
        return TranslationReading(None, places, tuple(faults))


def translation_text(translation: Translation) -> str:
    """Return what a file holds; the same translation gives the same text."""
    data = translation.model_dump(exclude={"texts", "removed"})
    data["texts"] = {key: _row(each) for key, each in translation.texts.items()}
    if translation.removed:
        data["removed"] = {key: _row(each) for key, each in translation.removed.items()}
    return dump_yaml(data)


def _row(text: TranslatedText) -> dict[str, str]:
    """A text as it is written: what it was made from only where that is another one."""
    return text.model_dump(exclude=None if text.was else {"was"})
