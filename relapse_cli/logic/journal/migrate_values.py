"""What a migration makes of one stored answer; wrappers, notes and statuses stay around what changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relapse_cli.logic.answers.check_value import check_answer
from relapse_cli.model.answer import Json, read_answer, rewritten
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.migration import AskAgain, FieldMigration

_Lost = Callable[[str, Json, str], None]
"""Takes what has no place any more: where it stood in the answer, what stood there, why."""

_WHOLE = "*"
"""Stands for an answer that cannot be shared out."""

TAKEN = "Something else stands in its new place already."


def _inside(raw: Json, change: Callable[[Json], Json]) -> Json:
    """A stored answer with its value changed; a status, and nothing, stay as they are."""
    answer = read_answer(raw)
    if answer.inner is None or answer.status is not None:
        return raw
    return rewritten(raw, change(answer.inner))


def with_options(raw: Json, options: Mapping[str, str]) -> Json:
    """A stored choice or list of options under new ids; two that became one are given once."""

    def change(value: Json) -> Json:
        if isinstance(value, str):
            return options.get(value, value)
        if isinstance(value, list | tuple) and any(isinstance(o, str) and o in options for o in value):
            named = [options.get(option, option) if isinstance(option, str) else option for option in value]
            return [option for index, option in enumerate(named) if option not in named[:index]]
        return value

    return _inside(raw, change) if options else raw


def with_fields(raw: Json, migration: FieldMigration, lost: _Lost) -> Json:
    """A stored group, or list of entries, with its fields migrated."""

    def change(value: Json) -> Json:
        if isinstance(value, dict):
            return _one_object(value, migration, "", lost)
        if isinstance(value, list | tuple):
            return [_one_entry(item, migration, f"[{index}]", lost) for index, item in enumerate(value)]
        return value

    return _inside(raw, change)


def _one_entry(raw: Json, migration: FieldMigration, place: str, lost: _Lost) -> Json:
    """One entry of a list; what is no object stays as it is."""

    def change(item: Json) -> Json:
        return _one_object(item, migration, place, lost) if isinstance(item, dict) else item

    return _inside(raw, change)


def _one_object(
    value: Mapping[str, Json], migration: FieldMigration, place: str, lost: _Lost
) -> dict[str, Json]:
    """An object of fields: dropped, mapped and renamed, all at once."""
    staying = {key for key in value if key not in migration.rename and key not in migration.drop}
    made: dict[str, Json] = {}
    for key, raw in value.items():
        target = migration.rename.get(key, key)
        if (why := migration.drop.get(key)) is not None:
            lost(f"{place}.{key}", raw, why)
        elif target in made or (target != key and target in staying):
            lost(f"{place}.{key}", raw, TAKEN)
        else:
            made[target] = with_options(raw, migration.map.get(key, {}))
    return made


def says_one_of(raw: Json, ask: AskAgain) -> bool:
    """Whether an answer, or a field of it in any entry, says what has to be asked again."""
    answer = read_answer(raw)
    places = (answer, *answer.items)
    said = [place.part(ask.field) for place in places] if ask.field else list(places)
    return any(each.text in ask.was or bool(set(each.options) & set(ask.was)) for each in said)


def misfit(question: Question, raw: Json) -> str:
    """Why a stored answer does not fit a question, or an empty string; warnings count too."""
    fault = next(check_answer(question, read_answer(raw)), None)
    return f"It does not fit any more: {fault.message}." if fault else ""


def atoms(raw: Json) -> frozenset[str]:
    """The parts of an answer that can go to different questions: options, or fields of a group."""
    answer = read_answer(raw)
    if answer.status is None and answer.fields:
        return frozenset(answer.fields)
    if answer.items and all(isinstance(item.raw, str) for item in answer.items):
        return frozenset(answer.options)
    return frozenset({_WHOLE})


def share(question: Question, raw: Json) -> tuple[Json, frozenset[str]] | None:
    """The part of a shared answer that fits a question, and which atoms it covers; ``None`` = nothing fits.

    A question with options takes those it has, a group its fields; any other answer goes as a whole. The note
    goes along.
    """
    part, covered = _part_for(question, read_answer(raw).inner, atoms(raw))
    made = _inside(raw, lambda _: part)
    return (made, covered) if covered and not misfit(question, made) else None


def _part_for(question: Question, value: Json, whole: frozenset[str]) -> tuple[Json, frozenset[str]]:
    """What a question would take of a value, and which atoms that covers; none = nothing."""
    if isinstance(value, dict) and question.type == "group" and _WHOLE not in whole:
        kept = {key: raw for key, raw in value.items() if key in question.field_by_id}
        return kept, frozenset(kept)
    if isinstance(value, str) and question.type == "multi":
        return [value], whole
    if isinstance(value, list | tuple) and _WHOLE not in whole:
        options = [option for option in value if option in question.option_ids]
        one = question.type == "choice" and len(options) == 1
        return (options[0] if one else options), frozenset(options)
    return value, whole
