"""A conversation as ``relapse-answers/1``: one object on one line, sorted keys, no clock inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.formats.data.json_line import json_line
from relapse_cli.model.conversation import ANSWERS_FORMAT

if TYPE_CHECKING:
    from relapse_cli.model.conversation import Conversation


def render(held: Conversation) -> str:
    """Return a conversation in the interchange format."""
    return json_line({"format": ANSWERS_FORMAT, **held.model_dump(mode="json")})
