"""Interviews written as cases: what the bank makes of them today is expected, and is to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.checks.cases.outcome import expected_of
from relapse_cli.model.bank_case import CASE_FORMAT
from relapse_cli.records.writer import yaml_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.checks.proofs.witness import Interview


def cases_text(cases: Iterable[dict[str, object]]) -> str:
    """Return a file of cases that :func:`case_of` made."""
    return yaml_text({"format": CASE_FORMAT, "cases": list(cases)}, compact=True)


def case_of(name: str, says: str, interview: Interview) -> dict[str, object]:
    """Return an interview as a case, to be reviewed.

    Args:
        name: the id of the case.
        says: what it was written for, so that whoever reviews it knows where to look.
        interview: its answers, and what the rules say of them.
    """
    record = interview.record
    expected = expected_of(interview.reading).model_dump(exclude_none=True, by_alias=True)
    return {
        "id": name,
        "says": says,
        "path": record.path,
        "today": record.started_at,
        "answers": record.answers,
        **({"again": True} if interview.compared else {}),
        "to_review": True,
        "expect": {key: _listed(value) for key, value in expected.items()},
    }


def _listed(value: object) -> object:
    """Names that are all there are, as a list."""
    return value.get("exactly", value) if isinstance(value, dict) else value
