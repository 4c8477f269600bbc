"""What is due as ``relapse-due/1``: one object on one line, sorted keys."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from relapse_cli.formats.data.json_line import json_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.model.due import DueItem

DUE_FORMAT = "relapse-due/1"


def render(items: Iterable[DueItem], today: str) -> str:
    """Return what is due as one line."""
    found = [asdict(item) | {"day": item.day, "overdue": item.day < today} for item in items]
    return json_line({"format": DUE_FORMAT, "today": today, "items": found})
