"""Paths: what a question reads is asked on its path, and a path fits into its session."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from relapse_cli.checks.meaning import messages
from relapse_cli.checks.meaning.places import placed_questions
from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.model.bank_terms import Path

if TYPE_CHECKING:
    from relapse_cli.checks.findings import Findings

_ROOM: dict[str, int] = {"brief": 30, "core": 60, "deep": 80, "followup": 30}
"""How many screens before everybody a session of each path has room for: ten minutes, forty-five, an hour."""


def check_paths(findings: Findings) -> None:
    """Judge what relevance reads path by path, and how many screens nobody is spared."""
    bank = findings.bank
    for question, path in placed_questions(bank):
        for key, condition in (("relevance", question.relevance), ("brief_when", question.brief_when)):
            read = questions_read(condition, bank) if condition is not None else frozenset()
            for name in sorted(read):
                other = bank.questions.get(name)
                if other is None or other.session != question.session:
                    continue
                for each in question.paths if key == "relevance" else ("brief",):
                    if each not in other.paths:
                        words = {"path": each, "key": key, "name": name}
                        findings.note(messages.PATH_LACKS, (*path, key), question.id, **words)
    _check_room(findings)


def _check_room(findings: Findings) -> None:
    for path in get_args(Path):
        screens = {
            question.screen or question.id
            for question in findings.bank.questions.values()
            if path in question.paths
            and question.always_relevant
            and (path != "brief" or question.brief_when is None)
        }
        if len(screens) > _ROOM[path]:
            words = {"path": path, "count": len(screens), "most": _ROOM[path]}
            findings.note(messages.OVER_BUDGET, (), f"path.{path}", **words)
