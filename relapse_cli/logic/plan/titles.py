"""A line of the plan in a few plain words, for lists and sentences that speak about it."""

from __future__ import annotations

from collections.abc import Iterable

from relapse_cli.logic.answers.in_words import collapse
from relapse_cli.logic.lines.action_lines import action_line
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.plan import Line

_TITLE_WIDTH = 60
"""As long as a title becomes; an ellipsis says that the line goes on."""

_TRAILING = " .:;,“"


def short_words(text: str, width: int = _TITLE_WIDTH) -> str:
    """A text on one line without its full stop; one that is too long ends between words."""
    plain = whole_words(text)
    if len(plain) <= width:
        return plain
    return f"{plain[:width].rsplit(' ', 1)[0].rstrip(_TRAILING)}…"


def whole_words(text: str) -> str:
    """A text on one line without its full stop, however long."""
    return collapse(text, None).rstrip(_TRAILING)


def line_title(line: Line, width: int = _TITLE_WIDTH) -> str:
    """A line of a plan in a few words of its own."""
    return short_words(line.text.few_words, width) if line.text else line.id


def rule_titles(rules: Iterable[str], reading: Evaluation) -> dict[str, str]:
    """The rules of a reading by id, each in the words that its line has there; alike ones tell their id."""
    titles = {rule: _rule_title(rule, reading) for rule in rules}
    alike = [title for title in titles.values() if list(titles.values()).count(title) > 1]
    return {rule: f"{title} ({rule})" if title in alike else title for rule, title in titles.items()}


def _rule_title(rule: str, reading: Evaluation) -> str:
    """A rule that puts a line on this plan, in the words of its line."""
    line = action_line(reading.bank.action_by_id[rule], reading, signed=False)
    return line_title(line) if line is not None else rule
