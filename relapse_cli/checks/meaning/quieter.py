"""Migrations that make an answer sound quieter than it was, or that begin where no version was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.checks.meaning import messages

if TYPE_CHECKING:
    from relapse_cli.checks.findings import Findings
    from relapse_cli.model.migration import Migration
    from relapse_cli.places import KeyPath

_NUMBERS = re.compile(r"\d+")


def check_quieter(findings: Findings) -> None:
    """Judge where each migration begins, and each option that becomes a quiet one."""
    for index, migration in enumerate(findings.bank.migrations):
        path: KeyPath = ("migrations", index)
        if _numbers(migration.since) > _numbers(findings.bank.version):
            words = {"since": migration.since, "own": findings.bank.version}
            findings.note(messages.MIGRATION_LATER, path, f"migrations.{migration.since}", **words)
        _check_map(findings, migration, path)


def _check_map(findings: Findings, migration: Migration, path: KeyPath) -> None:
    for old_question, options in migration.map.items():
        name = migration.rename.get(old_question, old_question)
        question = findings.bank.questions.get(name)
        if question is None:
            continue
        for old, new in options.items():
            if new not in question.quiet or old in question.quiet:
                continue
            message = messages.QUIETER if old in question.option_ids else messages.MAYBE_QUIETER
            place = (*path, "map", old_question, old)
            findings.note(message, place, f"{old_question}.{old}", old=old, new=new)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in _NUMBERS.findall(version))
