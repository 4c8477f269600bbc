"""A case over time as ``relapse-history/1``: one object on one line, sorted keys, no clock inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.formats.data.json_line import json_line
from relapse_cli.model.history import HISTORY_FORMAT

if TYPE_CHECKING:
    from relapse_cli.model.history import CaseHistory


def render(history: CaseHistory) -> str:
    """Return a history in the interchange format."""
    return json_line({"format": HISTORY_FORMAT, **history.model_dump(mode="json")})
