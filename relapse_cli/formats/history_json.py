"""A case over time in every format: for the terminal, as Markdown, and as ``relapse-history/1``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, assert_never

from relapse_cli.formats.history_terminal import render_terminal
from relapse_cli.formats.plan_json import escape_unsafe
from relapse_cli.model.history import HISTORY_FORMAT

if TYPE_CHECKING:
    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.history import CaseHistory

HistoryFormat = Literal["terminal", "markdown", "json"]


def render_history(history: CaseHistory, bank: Bank, name: HistoryFormat, options: RenderOptions) -> str:
    """Return a history as text.

    Args:
        history: the history.
        bank: the bank; its words stand around it.
        name: the format.
        options: how it is drawn on a terminal.
    """
    match name:
        case "terminal":
            return render_terminal(history, bank, options)
        case "markdown":
            from relapse_cli.formats.history_markdown import render_markdown  # its engine is slow to load

            return render_markdown(history, bank)
        case "json":
            return history_json(history)
        case _:
            assert_never(name)


def history_json(history: CaseHistory) -> str:
    """Return a history as one line of JSON with sorted keys and no clock inside."""
    data = {"format": HISTORY_FORMAT, **history.model_dump(mode="json")}
    return escape_unsafe(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))) + "\n"
