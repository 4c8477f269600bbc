"""A case over time as Markdown; every value passes the escaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents import history as words
from relapse_cli.formats.markdown import EMPTY_LINES, load_template

if TYPE_CHECKING:
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.history import CaseHistory

TEMPLATE = "history.md.jinja"


def render_markdown(history: CaseHistory, bank: Bank) -> str:
    """Return a history as CommonMark without tables, html or links."""
    text = load_template(TEMPLATE).render(
        said=words.history_words(history, bank),
        words=words,
        numbers=words.numbers_of(history),
        interviews=[
            (session, words.recurring_steps(history, session))
            for session in history.sessions
            if session.kind == "interview"
        ],
    )
    return EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n"
