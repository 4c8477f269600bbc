"""Migrations from older versions: they lead to the bank of today, to questions and options that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relapse_cli.checks import messages
from relapse_cli.logic.journal.migrate import chain_from
from relapse_cli.model.migration import FieldMigration, Migration
from relapse_cli.places import KeyPath

if TYPE_CHECKING:
    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.bank_questions import Field_, Question


@dataclass(frozen=True, slots=True)
class BankName:
    """A question, perhaps one of its fields, perhaps one of its options, as some version calls it."""

    question: str
    field: str | None = None
    option: str | None = None


def check_migrations(findings: Findings) -> None:
    """Judge the versions of all migrations, and what each of them names."""
    migrations = findings.bank.migrations
    for index, migration in enumerate(migrations):
        path: KeyPath = ("migrations", index)
        following = chain_from(migrations, migration.to)
        _check_versions(findings, path, index, following)
        _check_clashes(findings, path, migration)
        _check_questions(findings, path, migration, following)
        for old, options in migration.map.items():
            _check_options(findings, (*path, "map", old), BankName(old), options, [migration, *following])
        for old, fields in migration.fields.items():
            _check_fields(findings, (*path, "fields", old), old, fields, [migration, *following])
        for old, ask in migration.again.items():
            name, options = BankName(old, ask.field or None), {option: option for option in ask.was}
            _check_options(findings, (*path, "again", old), name, options, [migration, *following])
        for wider in migration.wider:
            if not any(
                end.question in findings.bank.questions for end in ends_of(BankName(wider), following)
            ):
                known = findings.bank.questions
                findings.note_unknown(messages.NOT_A_QUESTION, (*path, "wider"), wider, wider, known)


def _check_versions(findings: Findings, path: KeyPath, index: int, following: Sequence[Migration]) -> None:
    bank, migration = findings.bank, findings.bank.migrations[index]
    text = f"migrations.{migration.since}"
    if any(earlier.since == migration.since for earlier in bank.migrations[:index]):
        findings.note(messages.MIGRATION_TWICE, path, text, version=migration.since)
    if migration.since == bank.version:
        findings.note(messages.MIGRATION_OWN, path, text, version=migration.since)
        return
    end = following[-1].to if following else migration.to
    if end != bank.version:
        words = {"version": migration.since, "end": end, "own": bank.version}
        findings.note(messages.MIGRATION_END, (*path, "to"), text, **words)


def _check_clashes(findings: Findings, path: KeyPath, migration: Migration) -> None:
    """Note what stands in two places, and what would come into the place of another."""
    moves: dict[str, Mapping[str, object]] = {"rename": migration.rename, "split": migration.split}
    moves["drop"] = migration.drop
    _note_clashes(findings, path, "", moves)
    inner: dict[str, Mapping[str, object]] = {"map": migration.map, "fields": migration.fields}
    for key, names in inner.items():
        _note_clashes(findings, path, "", {"drop": migration.drop, key: names})
    targets = [(new, old) for old, new in migration.rename.items()]
    targets += [(new, old) for old, listed in migration.split.items() for new in listed]
    _note_merges(findings, path, "", targets)
    for old, fields in migration.fields.items():
        place = (*path, "fields", old)
        _note_clashes(findings, place, old, {"rename": fields.rename, "drop": fields.drop})
        _note_clashes(findings, place, old, {"map": fields.map, "drop": fields.drop})
        _note_merges(findings, place, old, [(new, field) for field, new in fields.rename.items()])


def _note_clashes(
    findings: Findings, path: KeyPath, owner: str, moves: Mapping[str, Mapping[str, object]]
) -> None:
    for name in dict.fromkeys(name for names in moves.values() for name in names):
        keys = [key for key, names in moves.items() if name in names]
        if len(keys) > 1:
            words = " and ".join(f"'{key}'" for key in keys)
            text = f"{owner}.{name}".removeprefix(".")
            findings.note(messages.MIGRATION_CLASH, (*path, keys[-1], name), text, name=name, keys=words)


def _note_merges(findings: Findings, path: KeyPath, owner: str, targets: Iterable[tuple[str, str]]) -> None:
    sources: dict[str, list[str]] = {}
    for new, old in targets:
        sources.setdefault(new, []).append(old)
    for new, olds in sources.items():
        if len(olds) > 1:
            text = f"{owner}.{new}".removeprefix(".")
            findings.note(messages.MIGRATION_MERGE, path, text, name=new, olds=", ".join(olds))


def _check_questions(
    findings: Findings, path: KeyPath, migration: Migration, following: Sequence[Migration]
) -> None:
    """Note questions that an answer is to come to and that the bank of today lacks."""
    listed = [(("rename", old), new) for old, new in migration.rename.items()]
    listed += [(("split", old), new) for old, news in migration.split.items() for new in news]
    for place, new in listed:
        for end in ends_of(BankName(new), following):
            if end.question not in findings.bank.questions:
                known = findings.bank.questions
                findings.note_unknown(messages.NOT_A_QUESTION, (*path, *place), place[1], end.question, known)


def _check_options(
    findings: Findings, path: KeyPath, old: BankName, options: Mapping[str, str], chain: Sequence[Migration]
) -> None:
    """Note options that the bank of today lacks; of the questions of a split one must have it."""
    for option in options:
        ends = list(ends_of(replace(old, option=option), chain))
        specs = [spec for end in ends if (spec := _spec(findings, end)) is not None]
        text = ".".join(filter(None, (old.question, old.field)))
        if not specs:
            _note_unknown_end(findings, path, text, ends)
        elif not any(spec.options for spec in specs):
            findings.note(messages.MIGRATION_OPTIONS, (*path, option), text, name=specs[0].id)
        elif not any(_has(findings, end) for end in ends):
            known = sorted({option for spec in specs for option in spec.option_ids})
            findings.note_option((*path, option), text, str(ends[0].option), specs[0].id, known)


def _check_fields(
    findings: Findings, path: KeyPath, old: str, fields: FieldMigration, chain: Sequence[Migration]
) -> None:
    """Note fields that the bank of today lacks, and their options."""
    for field in fields.rename:
        ends = list(ends_of(BankName(old, field), chain))
        if ends and not any(_spec(findings, end) is not None for end in ends):
            _note_unknown_end(findings, (*path, "rename", field), f"{old}.{field}", ends)
    for field, options in fields.map.items():
        _check_options(findings, (*path, "map", field), BankName(old, field), options, chain)


def _note_unknown_end(findings: Findings, path: KeyPath, text: str, ends: Sequence[BankName]) -> None:
    """Note a place that the bank of today does not have; what is dropped later on has none to have."""
    for end in ends[:1]:
        question = findings.bank.questions.get(end.question)
        if question is None:
            known = findings.bank.questions
            findings.note_unknown(messages.NOT_A_QUESTION, path, text, end.question, known)
        elif end.field is not None:
            fields = question.field_by_id
            findings.note_unknown(messages.NOT_A_FIELD, path, text, end.field, fields, question=question.id)


def ends_of(name: BankName, chain: Sequence[Migration]) -> Iterator[BankName]:
    """Yield what the bank of today calls a name; nothing when it is dropped on the way."""
    names = [name]
    for migration in chain:
        names = [moved for each in names for moved in _moved(each, migration)]
    yield from names


def _moved(name: BankName, migration: Migration) -> Iterator[BankName]:
    """Yield what a migration makes of a name."""
    if name.question in migration.drop:
        return
    field, option = name.field, name.option
    options = migration.map.get(name.question, {})
    if field is not None:
        inside = migration.fields.get(name.question, FieldMigration())
        if field in inside.drop:
            return
        options = inside.map.get(field, {})
        field = inside.rename.get(field, field)
    option = None if option is None else options.get(option, option)
    once = (migration.rename.get(name.question, name.question),)
    for question in migration.split.get(name.question, once):
        yield BankName(question, field, option)


def _spec(findings: Findings, name: BankName) -> Question | Field_ | None:
    """Return the question or field of today, if there is one."""
    question = findings.bank.questions.get(name.question)
    return question if question is None or name.field is None else question.field_by_id.get(name.field)


def _has(findings: Findings, name: BankName) -> bool:
    spec = _spec(findings, name)
    return spec is not None and name.option in spec.option_ids
