"""A bank with dangling names, made so that the rest of it can be judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from relapse_cli.logic.facts.catalogue import CATALOGUE, ENTRY_CATALOGUE
from relapse_cli.logic.rules.reads import split_answer
from relapse_cli.model.bank import Bank
from relapse_cli.model.condition import Compare

if TYPE_CHECKING:
    from collections.abc import Iterable

_SAYS_NOTHING = Compare(subject="fact", name="path", op="usable").model_dump()
"""A leaf that may be true or false, and that no rule reads for what it says."""


def without_dangling(bank: Bank) -> Bank:
    """Return a bank in whose conditions each unknown name has made place for one that says nothing."""
    known = {
        "compare": lambda leaf: _is_known(bank, str(leaf["subject"]), str(leaf["name"])),
        "flags": lambda leaf: bank.flag_by_id.keys() >= set(cast("Iterable[str]", leaf["of"])),
        "action": lambda leaf: leaf["name"] in bank.action_by_id,
        "open_beyond": lambda leaf: leaf["flag"] in bank.flag_by_id,
    }
    return Bank.model_validate(_replaced(bank.model_dump(by_alias=True), known))


_Known = Mapping[str, Callable[[Mapping[str, object]], bool]]


def _replaced(value: object, known: _Known) -> object:
    if isinstance(value, Mapping):
        is_known = known.get(str(value.get("kind")))
        if is_known is not None and not is_known(value):
            return _SAYS_NOTHING
        return {key: _replaced(inner, known) for key, inner in value.items()}
    return tuple(_replaced(inner, known) for inner in value) if isinstance(value, list | tuple) else value


def _is_known(bank: Bank, subject: str, name: str) -> bool:
    match subject:
        case "answer":
            return split_answer(name, bank)[0] in bank.questions
        case "fact":
            return name in CATALOGUE or name in bank.fact_by_name
        case "entry":
            return name in ENTRY_CATALOGUE or name in bank.fact_by_name
        case "field":  # of what was taken, or beside it: which, is not known without the role
            return bank.roles.substance in bank.questions
        case _:
            return True
