"""The properties beside a bank, read from their file in the condition language of the bank."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.banks import messages
from relapse_cli.banks.condition_parser import ConditionParser
from relapse_cli.files import is_there
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_properties import Properties
from relapse_cli.model.condition import ALWAYS, AllOf, Compare, Condition, Not
from relapse_cli.places import KeyPath, Places, path_text, shape_problems
from relapse_cli.yaml_door import read_yaml

if TYPE_CHECKING:
    from relapse_cli.problems import Problem

_FILE = "properties.yaml"
_CONDITIONS = {"never", "if", "then", "when"}
_OPTION_LISTS = {"options"}
_FREE_MAPS = {"fields", "facts"}
_INTERVIEW = Not(part=Compare(subject="fact", name="path", op="is", values=("followup",)))


@dataclass(frozen=True, slots=True)
class PropertiesReading:
    """What came of reading properties, and where everything stands."""

    properties: Properties | None
    places: Places
    problems: list[Problem]


class _PropertyParser(ConditionParser):
    """Conditions that may also name the family sheet."""

    sheet: Condition = ALWAYS

    def _readers(self) -> dict[str, Callable[[Mapping[str, object], KeyPath, str], Condition]]:
        return {**super()._readers(), "family_sheet": self._family_sheet}

    def _family_sheet(self, raw: Mapping[str, object], path: KeyPath, text: str) -> Condition:
        if not self._only(raw, ["family_sheet"], path, text):
            return ALWAYS
        if not isinstance(raw["family_sheet"], bool):
            return self._value_fault("family_sheet", "true or false", path, text)
        return self.sheet if raw["family_sheet"] else Not(part=self.sheet)


def properties_path(bank: Path) -> Path:
    """Return where the properties of a bank stand: in the folder with the name of its composing file."""
    return bank.with_suffix("") / _FILE


def read_properties(path: Path, bank: Bank) -> PropertiesReading:
    """Read the properties of a bank; a bank without a file of them promises nothing of its own."""
    if not is_there(path):
        return PropertiesReading(Properties(), Places(file=str(path)), [])
    document, problems = read_yaml(path)
    if document is None:
        return PropertiesReading(None, Places(file=str(path)), problems)
    spots = {at: (str(path), line) for at, line in document.lines.items()}
    places = Places(spots, str(path), document.columns)
    if not isinstance(document.value, Mapping):
        return PropertiesReading(None, places, [places.problem(messages.NOT_A_MAPPING, (), "")])
    parser = _PropertyParser(places, {flag.id: flag.level for flag in bank.flags}, bank.sets.lists)
    parser.sheet = AllOf(parts=(_INTERVIEW, bank.family.when))
    shaped = _shape(document.value, (), document.value, parser)
    try:
        properties = Properties.model_validate(shaped)
    except ValidationError as error:
        faults = shape_problems(error, Properties, document.value, places, messages.SHAPE)
        return PropertiesReading(None, places, [*parser.problems, *faults])
    return PropertiesReading(None if parser.problems else properties, places, parser.problems)


def _shape(raw: object, path: KeyPath, whole: object, parser: ConditionParser) -> object:
    """Return a copy in which conditions are parsed, and true and false are options where options stand."""
    if isinstance(raw, list):
        return [_shape(item, (*path, index), whole, parser) for index, item in enumerate(raw)]
    if not isinstance(raw, Mapping):
        return raw
    shaped: dict[object, object] = {}
    for key, value in raw.items():
        place = (*path, key)
        if key in _CONDITIONS and value is not None:
            shaped[key] = parser.parse(value, place, path_text(whole, place))
        elif key in _OPTION_LISTS and isinstance(value, list):
            shaped[key] = [str(item).lower() if isinstance(item, bool) else item for item in value]
        elif key in _FREE_MAPS:
            shaped[key] = value
        else:
            shaped[key] = _shape(value, place, whole, parser)
    return shaped
