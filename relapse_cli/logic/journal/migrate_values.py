"""What a migration makes of one stored answer; wrappers, notes and statuses stay around what changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relapse_cli.logic.answers.check_value import check_answer
from relapse_cli.logic.answers.value import is_wrapper, status_of, unwrap
from relapse_cli.model.bank_questions import Question
from relapse_cli.model.migration import FieldMigration

Lost = Callable[[str, object, str], None]
"""Takes what has no place any more: where it stood in the answer, what stood there, why."""

WHOLE = "*"
"""Stands for an answer that cannot be shared out."""

TAKEN = "Something else stands in its new place already."


def inside(raw: object, change: Callable[[object], object]) -> object:
    """A stored answer with its value changed; a status, and nothing, stay as they are."""
    if is_wrapper(raw):
        assert isinstance(raw, dict)  # noqa: S101 - narrows the type; is_wrapper has just said so
        return {**raw, "value": inside(raw["value"], change)}
    return raw if raw is None or status_of(raw) is not None else change(raw)


def with_options(raw: object, options: Mapping[str, str]) -> object:
    """A stored choice or list of options under new ids; two that became one are given once."""

    def change(value: object) -> object:
        if isinstance(value, str):
            return options.get(value, value)
        if isinstance(value, list | tuple) and any(isinstance(o, str) and o in options for o in value):
            named = [options.get(option, option) if isinstance(option, str) else option for option in value]
            return [option for index, option in enumerate(named) if option not in named[:index]]
        return value

    return inside(raw, change) if options else raw


def with_fields(raw: object, migration: FieldMigration, lost: Lost) -> object:
    """A stored group, or list of entries, with its fields migrated."""

    def change(value: object) -> object:
        if isinstance(value, dict):
            return one_object(value, migration, "", lost)
        if isinstance(value, list | tuple):
            return [one_entry(item, migration, f"[{index}]", lost) for index, item in enumerate(value)]
        return value

    return inside(raw, change)


def one_entry(raw: object, migration: FieldMigration, place: str, lost: Lost) -> object:
    """One entry of a list; what is no object stays as it is."""

    def change(item: object) -> object:
        return one_object(item, migration, place, lost) if isinstance(item, dict) else item

    return inside(raw, change)


def one_object(
    value: Mapping[str, object], migration: FieldMigration, place: str, lost: Lost
) -> dict[str, object]:
    """An object of fields: dropped, mapped and renamed, all at once."""
    staying = {key for key in value if key not in migration.rename and key not in migration.drop}
    made: dict[str, object] = {}
    for key, raw in value.items():
        target = migration.rename.get(key, key)
        if (why := migration.drop.get(key)) is not None:
            lost(f"{place}.{key}", raw, why)
        elif target in made or (target != key and target in staying):
            lost(f"{place}.{key}", raw, TAKEN)
        else:
            made[target] = with_options(raw, migration.map.get(key, {}))
    return made


def misfit(question: Question, raw: object) -> str:
    """Why a stored answer does not fit a question, or an empty string; warnings count too."""
    fault = next(check_answer(question, raw), None)
    return f"It does not fit any more: {fault.message}." if fault else ""


def atoms(raw: object) -> frozenset[str]:
    """The parts of an answer that can go to different questions: options, or fields of a group."""
    value = unwrap(raw)
    if value is None or status_of(value) is not None:
        return frozenset({WHOLE})
    if isinstance(value, dict):
        return frozenset(map(str, value)) or frozenset({WHOLE})
    if isinstance(value, list | tuple) and value and all(isinstance(option, str) for option in value):
        return frozenset(map(str, value))
    return frozenset({WHOLE})


def share(question: Question, raw: object) -> tuple[object, frozenset[str]] | None:
    """The part of a shared answer that fits a question, and which atoms it covers; ``None`` = nothing fits.

    A question with options takes those it has, a group its fields; any other answer goes as a whole. The note
    goes along.
    """
    part, covered = part_for(question, unwrap(raw), atoms(raw))
    made = inside(raw, lambda _: part)
    return (made, covered) if covered and not misfit(question, made) else None


def part_for(question: Question, value: object, whole: frozenset[str]) -> tuple[object, frozenset[str]]:
    """What a question would take of a value, and which atoms that covers; none = nothing."""
    if isinstance(value, dict) and question.type == "group" and WHOLE not in whole:
        kept = {key: raw for key, raw in value.items() if key in question.field_by_id}
        return kept, frozenset(kept)
    if isinstance(value, str) and question.type == "multi":
        return [value], whole
    if isinstance(value, list | tuple) and WHOLE not in whole:
        options = [option for option in value if option in question.option_ids]
        one = question.type == "choice" and len(options) == 1
        return (options[0] if one else options), frozenset(options)
    return value, whole
