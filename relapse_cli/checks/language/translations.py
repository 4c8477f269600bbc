"""The texts of a bank in another language: which are lacking, behind, or do not fill the same slots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.checks.language import messages
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.translation import Translation
    from relapse_cli.places import Places
    from relapse_cli.problems import Problem

_SLOT = re.compile(r"\{([^{}]*)\}")
_NAMED = 20
"""So many keys are named at most; of a language that is only begun nearly all would be."""


def check_translation(
    bank: Bank, texts: Mapping[str, str], found: Translation, places: Places, *, name: str, command: str
) -> Iterator[Problem]:
    """Yield what is wrong with the texts of a bank in a language.

    Args:
        bank: the bank.
        texts: by key, every text that is to be translated.
        found: the language.
        places: where everything stands in its file.
        name: the language that the name of the file tells.
        command: what brings the file up to date.
    """
    if found.language != name:
        words = {"name": name, "language": found.language}
        yield places.problem(messages.OTHER_LANGUAGE, ("language",), "language", **words)
    if found.bank != bank.id:
        words = {"its": found.bank, "own": bank.id}
        yield places.problem(messages.OTHER_BANK, ("bank",), "bank", **words)
        return
    yield from _not_up_to_date(texts, found, places, command)
    for key, row in found.texts.items():
        if key not in texts:
            said = {"name": key, "near": did_you_mean(key, texts), "command": command}
            yield places.problem(messages.NO_SUCH_TEXT, ("texts", key), key, **said)
        elif row.is_there:
            yield from _slot_problems(key, texts[key], row.text, found.language, places)


def _not_up_to_date(
    texts: Mapping[str, str], found: Translation, places: Places, command: str
) -> Iterator[Problem]:
    there = {key: row for key, row in found.texts.items() if row.is_there}
    lacking = [key for key in texts if key not in there]
    stale = [key for key, row in there.items() if key in texts and row.from_source(texts[key]).was]
    for message, keys in ((messages.TEXTS_LACKING, lacking), (messages.TEXTS_STALE, stale)):
        if keys:
            words = {"count": len(keys), "all": len(texts), "names": _names(keys), "command": command}
            yield places.problem(message, ("texts",), "texts", language=found.language, **words)


def _names(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return f"{', '.join(keys[:_NAMED])}{more}"


def _slot_problems(key: str, source: str, text: str, language: str, places: Places) -> Iterator[Problem]:
    """What a text lacks of the slots of its source, and what it has beyond them."""
    wanted, there = _SLOT.findall(source), _SLOT.findall(text)
    path = ("texts", key, "text")
    for slot in dict.fromkeys(wanted):
        if slot not in there:
            yield places.problem(messages.SLOT_LOST, path, key, slot=slot, language=language)
    for slot in dict.fromkeys(there):
        if slot not in wanted:
            yield places.problem(messages.SLOT_UNKNOWN, path, key, slot=slot, near=did_you_mean(slot, wanted))
