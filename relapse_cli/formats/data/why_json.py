"""Explanations as ``relapse-why/1``: one object on one line, sorted keys, no clock inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.formats.data.json_line import json_line
from relapse_cli.model.explanation import WHY_FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.model.explanation import Explanation


def render(explanations: Iterable[Explanation], record: str) -> str:
    """Return the explanations of a record in the interchange format."""
    return json_line(
        {
            "format": WHY_FORMAT,
            "record": record,
            "explanations": [e.model_dump(mode="json") for e in explanations],
        }
    )
