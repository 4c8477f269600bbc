"""From the merged parts of a bank's files to the frozen model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from relapse_cli.banks.condition_parser import ConditionParser
from relapse_cli.banks.drafts import draft_bank
from relapse_cli.banks.messages import NOT_A_SWITCH, SHAPE
from relapse_cli.banks.sets import ReadSets
from relapse_cli.model.bank import Bank
from relapse_cli.places import KeyPath, Places, path_text, shape_problems

if TYPE_CHECKING:
    from relapse_cli.problems import Problem

_CONDITION_KEYS = {
    "when", "followup", "relevance", "brief_when", "open_when", "front_when", "waits_for_recheck",
    "agreed",
}  # fmt: skip
"""The keys under which a condition stands, wherever they appear outside `FREE_MAPS`."""

_FREE_MAPS = {
    "opening",
    "gaps",
    "titles",
    "empty",
    "labels",
    "suggested",
    "headings",
    "wording",
    "sources",
    "migrations",
    "exceptions",
    "roles",
}
"""Parts whose keys are the author's own or that hold no condition."""

_SWITCHES = {"critical", "required", "observed", "never_export", "detail", "later", "done", "greets", "room"}
"""Keys that take true or false and no other word for them."""

_SENTENCES = {("texts", "actions"), ("adds", "together")}
"""Sentences by edition, each of which may be written as its words alone."""

_OPTION_LISTS = {"quiet", "values"}
"""Lists of option ids, where true and false are options of a yes_no."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of the parts of a bank.

    Attributes:
        bank: the bank, where its shape is whole.
        draft: the bank, or where its shape has faults one that can be judged all the same.
        filled: the parts of a draft in which nothing may be judged.
    """

    bank: Bank | None
    problems: list[Problem]
    draft: Bank | None
    filled: frozenset[KeyPath] = frozenset()


def build_bank(parts: Mapping[str, object], places: Places) -> Built:
    """Return the bank that the parts describe, or every fault of their shape."""
    written = parts.get("sets")
    sets = ReadSets(written if isinstance(written, Mapping) else {}, places)
    parser = ConditionParser(places, _flag_levels(parts), sets.lists, sets.problems)
    whole = {**_with_sessions(parts), **({"sets": sets.whole} if sets.raw else {})}
    shaped = _shape(whole, (), parts, parser)
    problems = list(parser.problems)
    try:
        bank = Bank.model_validate(shaped)
    except ValidationError as error:
        problems += shape_problems(error, Bank, parts, places, SHAPE)
        draft, filled = draft_bank(shaped)
        return Built(None, problems, draft, filled | frozenset(parser.faulty))
    return Built(None if problems else bank, problems, bank, frozenset(parser.faulty))


def _flag_levels(parts: Mapping[str, object]) -> dict[str, int]:
    """Return the level of each flag that says it, before anything else about flags is known."""
    flags = parts.get("flags")
    levels: dict[str, int] = {}
    for flag in flags if isinstance(flags, list) else []:
        if isinstance(flag, Mapping):
            name, level = flag.get("id"), flag.get("level")
            if isinstance(name, str) and isinstance(level, int):
                levels[name] = level
    return levels


def _with_sessions(parts: Mapping[str, object]) -> dict[str, object]:
    """Return the parts with the session of each section written into its questions."""
    sections = parts.get("sections")
    listed = sections if isinstance(sections, list) else []
    return {**parts, "sections": [_with_session(section) for section in listed]}


def _with_session(section: object) -> object:
    questions = section.get("questions") if isinstance(section, Mapping) else None
    if not isinstance(section, Mapping) or not isinstance(questions, list) or "session" not in section:
        return section
    session = {"session": section["session"]}
    filled = [
        {**session, **question} if isinstance(question, Mapping) else question for question in questions
    ]
    return {**section, "questions": filled}


def _shape(raw: object, path: KeyPath, parts: object, parser: ConditionParser) -> object:
    """Return a copy in which conditions are parsed and short spellings are written out."""
    if isinstance(raw, list):
        return [_shape(item, (*path, index), parts, parser) for index, item in enumerate(raw)]
    if not isinstance(raw, Mapping):
        return raw
    shaped: dict[object, object] = {}
    for key, value in raw.items():
        place = (*path, key)
        if key in _CONDITION_KEYS:
            shaped[key] = parser.parse(value, place, path_text(parts, place))
        elif key in _SWITCHES and not isinstance(value, bool):
            text = path_text(parts, place)
            parser.problems.append(parser.places.problem(NOT_A_SWITCH, place, text, key=key))
        elif key in _FREE_MAPS:
            shaped[key] = value
        elif key in _OPTION_LISTS and isinstance(value, list):
            shaped[key] = [str(item).lower() if isinstance(item, bool) else item for item in value]
        elif (key, *path[:1]) in _SENTENCES and len(path) == 2:
            shaped[key] = _write_out_texts(_shape(value, place, parts, parser))
        elif key == "ifthen" and path[0] == "actions" and len(path) == 2:
            shaped[key] = _written_out(_shape(value, place, parts, parser), "text")
        elif key == "default" and "slots" in path:
            shaped[key] = _written_out(_shape(value, place, parts, parser), "field")
        else:
            shaped[key] = _shape(value, place, parts, parser)
    return shaped


def _write_out_texts(texts: object) -> object:
    """Return the texts of an action with each plain sentence written out as a part."""
    if not isinstance(texts, Mapping):
        return texts
    return {
        edition: _written_out(sentences, "text") if isinstance(sentences, list) else sentences
        for edition, sentences in texts.items()
    }


def _written_out(items: object, key: str) -> object:
    """Return a list in which each plain text is written out under a key; one text alone is a list of one."""
    listed = [items] if isinstance(items, str) else items
    if not isinstance(listed, list):
        return items
    return [{key: item} if isinstance(item, str) else item for item in listed]
