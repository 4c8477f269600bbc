"""A bank beside an older version of itself: whatever that one called by a name has a place here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.checks.findings import Findings
from relapse_cli.checks.meaning import messages
from relapse_cli.checks.structure.migrations import BankName, ends_of
from relapse_cli.logic.journal.migrate import chain_from
from relapse_cli.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Field_, Question
    from relapse_cli.model.migration import Migration
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem


class _Old(NamedTuple):
    """Something that the older bank calls by a name."""

    kind: str
    name: BankName

    @property
    def text(self) -> str:
        """The name for people."""
        parts = (self.name.question, self.name.field, self.name.option)
        return ".".join(part for part in parts if part)


def check_against(bank: Bank, older: Bank, places: Places) -> list[Problem]:
    """Return what became of the ids of an older version without a word."""
    findings = Findings(bank, places)
    if bank.id != older.id:
        findings.note(messages.OTHER_BANK, ("id",), "bank", old=older.id, own=bank.id)
    chain = chain_from(bank.migrations, older.version)
    gone = [old for old in _names(older) if not _has_place(bank, old.name, chain)]
    if gone and bank.version == older.version:
        findings.note(messages.SAME_VERSION, ("version",), "bank", version=bank.version)
    elif gone and not chain:
        findings.note(messages.MIGRATION_MISSING, ("migrations",), "migrations", version=older.version)
    for old in gone:
        near = did_you_mean(_last(old.name), _siblings(bank, old.name))
        findings.note(
            messages.ID_GONE, _place_of(bank, old.name), old.text, kind=old.kind, name=old.text, near=near
        )
    _check_quieter(findings, older, chain)
    _check_left(findings, older, chain)
    _check_rules(findings, older)
    return findings.in_order()


def _names(bank: Bank) -> Iterator[_Old]:
    """Every question, field and option; of something that is gone itself the parts are not told as well."""
    for question in bank.questions.values():
        yield _Old("question", BankName(question.id))
        for option in question.options:
            yield _Old("option", BankName(question.id, None, option.id))
        for field in question.fields:
            yield _Old("field", BankName(question.id, field.id))
            for option in field.options:
                yield _Old("option", BankName(question.id, field.id, option.id))


def _has_place(bank: Bank, name: BankName, chain: Sequence[Migration]) -> bool:
    """Whether a name stands for something today, was dropped, or goes with what it belongs to."""
    ends = list(ends_of(name, chain))
    if not ends:
        return True
    if name.option is not None or name.field is not None:
        around = BankName(name.question, name.field if name.option is not None else None)
        if not _has_place(bank, around, chain):
            return True
    return any(_is_there(bank, end) for end in ends)


def _is_there(bank: Bank, name: BankName) -> bool:
    spec = _spec(bank, name)
    return spec is not None and (name.option is None or name.option in spec.option_ids)


def _spec(bank: Bank, name: BankName) -> Question | Field_ | None:
    question = bank.questions.get(name.question)
    return question if question is None or name.field is None else question.field_by_id.get(name.field)


def _siblings(bank: Bank, name: BankName) -> list[str]:
    question = bank.questions.get(name.question)
    if question is None or (name.field is None and name.option is None):
        return list(bank.questions)
    if name.option is None:
        return list(question.field_by_id)
    spec = _spec(bank, BankName(name.question, name.field))
    return [option.id for option in spec.options] if spec else []


def _last(name: BankName) -> str:
    return name.option or name.field or name.question


def _place_of(bank: Bank, name: BankName) -> KeyPath:
    """Where the thing stands, or what it was a part of; the bank's own head where that is gone too."""
    for number, section in enumerate(bank.sections):
        for index, question in enumerate(section.questions):
            if question.id == name.question:
                return ("sections", number, "questions", index)
    return ("version",)


def _check_quieter(findings: Findings, older: Bank, chain: Sequence[Migration]) -> None:
    """Note an option that was not quiet in the older bank and is a quiet one now."""
    for question in older.questions.values():
        for option in question.options:
            if not question.critical or option.id in question.quiet:
                continue
            for end in ends_of(BankName(question.id, None, option.id), chain):
                today = findings.bank.questions.get(end.question)
                if today is not None and end.option in today.quiet:
                    text = f"{question.id}.{option.id}"
                    words = {"old": option.id, "new": end.option}
                    findings.note(messages.QUIETER, _place_of(findings.bank, end), text, **words)


def _check_left(findings: Findings, older: Bank, chain: Sequence[Migration]) -> None:
    """Note what the first migration speaks of and the older bank does not have."""
    if not chain:
        return
    first = chain[0]
    index = findings.bank.migrations.index(first)
    for key in ("rename", "map", "split", "drop", "fields", "again"):
        for name in getattr(first, key):
            if name not in older.questions:
                words = {"version": first.since, "name": name, "near": did_you_mean(name, older.questions)}
                findings.note(
                    messages.NOT_IN_OLDER, ("migrations", index, key, name), f"migrations.{name}", **words
                )


def _check_rules(findings: Findings, older: Bank) -> None:
    bank = findings.bank
    for kind, old, now in (
        ("flag", older.flag_by_id, bank.flag_by_id),
        ("line", older.action_by_id, bank.action_by_id),
    ):
        for name in old:
            if name not in now:
                near = did_you_mean(name, now)
                findings.note(messages.RULE_GONE, ("version",), name, kind=kind, name=name, near=near)
