"""Faults of a file as data, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.problems import Problem


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Faults as data, all of them and in the order in which they are told."""
    rows = (asdict(each) for each in problems)
    return [{key: value for key, value in row.items() if key != "sure"} for row in rows]
