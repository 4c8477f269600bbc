"""The texts of a bank for those who translate it: written, brought up to date, and judged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.banks.shipped import find_bank
from relapse_cli.banks.translations import (
    TEXTS,
    read_translation,
    translation_files,
    translation_path,
    translation_text,
)
from relapse_cli.checks.language.translations import check_translation
from relapse_cli.errors import InputError, UsageError
from relapse_cli.files import is_folder, is_there, write_in_place, write_private
from relapse_cli.model.bank_texts import texts_of
from relapse_cli.model.translation import LANGUAGE, Translation
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.problems import Problem

_NOT_SAID = "CheckException.reason"
"""What is said to those who check a bank and to nobody else."""


class WrittenTexts(NamedTuple):
    """The texts of a bank in a language, as its file holds them.

    Attributes:
        text: what the file is to hold.
        translation: the same as data.
        begun_from: the file whose translated texts are in it; ``None`` where there is none yet.
    """

    text: str
    translation: Translation
    begun_from: Path | None

    @property
    def summary(self) -> str:
        """How far it has come, in one sentence."""
        rows = self.translation.texts.values()
        there = sum(row.is_there for row in rows)
        behind = sum(bool(row.was) for row in rows)
        aside = len(self.translation.removed)
        return (
            f"{self.translation.language}: {there} of {len(rows)} texts are translated, {behind} of them "
            f"from an older source; {aside} are set aside."
        )


def texts_to_translate(bank: Bank) -> dict[str, str]:
    """Return by key every text of a bank that somebody reads in an interview or on paper."""
    return {text.key: text.words for text in texts_of(bank) if text.field != _NOT_SAID}


def write_texts(name_or_path: str, language: str, target: Path | None) -> WrittenTexts:
    """Return the texts of a bank in a language, with everything that was translated before.

    Args:
        name_or_path: the bank.
        language: its tag.
        target: the file that is to be written; else the one beside the bank is gone on with.

    Raises:
        UsageError: the language has no tag.
        InputError: the bank cannot be used, or the file is of another language or bank, or has faults.
    """
    if not re.fullmatch(LANGUAGE, language):
        raise UsageError(f"{language} is no tag of a language.", remedy="Write it like de, or pt-BR.")
    bank = require_bank(name_or_path)
    file = target or translation_path(find_bank(name_or_path), language)
    before = _before(file, bank, language) if is_there(file) else None
    begun = before or Translation(language=language, bank=bank.id, version=bank.version)
    made = begun.brought_to(bank.version, texts_to_translate(bank))
    return WrittenTexts(translation_text(made), made, file if before else None)


def keep_texts(made: WrittenTexts, target: Path) -> None:
    """Write the file of a language; the folder of a bank for such files is made where it is not there yet.

    Raises:
        InputError: it cannot be written.
    """
    folder = target.parent
    if folder.name == TEXTS and is_folder(folder.parent.parent):
        folder.mkdir(parents=True, exist_ok=True)
    data = made.text.encode("utf-8")
    if is_there(target):
        write_in_place(target, data)
    else:
        write_private(target, data)


def _before(file: Path, bank: Bank, language: str) -> Translation:
    """What was translated before.

    Raises:
        InputError: the file is of another language or bank, or has faults.
    """
    reading = read_translation(file)
    found = reading.translation
    if found is None:
        raise InputError(
            f"{file} cannot be read, and stays as it is.",
            problems=reading.problems,
            remedy="Mend it, or name another file.",
        )
    if (found.language, found.bank) != (language, bank.id):
        raise InputError(
            f"{file} holds {found.language} texts of the bank {found.bank}.", remedy="Name another file."
        )
    return found


def check_translations(path: Path, bank: Bank) -> Iterator[Problem]:
    """Yield what is wrong with the texts in other languages that stand beside a bank.

    Args:
        path: the composing file of the bank.
        bank: the bank, or a draft of it.
    """
    texts: dict[str, str] = {}
    for file in translation_files(path):
        texts = texts or texts_to_translate(bank)
        reading = read_translation(file)
        yield from reading.problems
        if reading.translation is not None:
            words = (shell_word(path), file.stem, shell_word(file))
            command = "relapse bank texts {} --language {} -o {}".format(*words)
            yield from check_translation(
                bank, texts, reading.translation, reading.places, name=file.stem, command=command
            )
