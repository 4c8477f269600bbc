"""What is due, for the one who has to do with it: overdue first, then today, then day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from relapse_cli.documents.block import Document, Heading, Item, Paragraph, plain
from relapse_cli.text.days import readable_day

if TYPE_CHECKING:
    from relapse_cli.documents.block import Block
    from relapse_cli.model.due import DueItem

NOTHING = "Nothing is due."


def due_document(items: Sequence[DueItem], today: str) -> Document:
    """Return what is due as a page.

    Args:
        items: in order of the days.
        today: the day that it is, as ISO 8601.
    """
    blocks = [block for title, group in _parts(items, today) for block in _part(title, group, today)]
    return Document(title="What is due", blocks=tuple(blocks or [Paragraph(plain(NOTHING))]))


def _parts(items: Iterable[DueItem], today: str) -> Iterator[tuple[str, list[DueItem]]]:
    """What is overdue, then what each day brings."""
    for day, group in groupby(items, lambda item: "" if item.day < today else item.day):
        title = "Today" if day == today else _day(day, today)
        yield title if day else "Overdue", list(group)


def _day(day: str, today: str) -> str:
    return readable_day(date.fromisoformat(day), date.fromisoformat(today)) if day else ""


def _part(title: str, items: Iterable[DueItem], today: str) -> Iterator[Block]:
    """The cases of a part, each with what is due in it."""
    yield Heading(title)
    contacts_first = sorted(items, key=lambda item: (item.case, item.kind != "contact"))
    for case, group in groupby(contacts_first, lambda item: item.case):
        below = tuple(Item(plain(due_words(item, today)), close=True) for item in group)
        yield Item(((case, "strong"),), below=below, bullet=False)


def due_words(item: DueItem, today: str, *, since: bool = True) -> str:
    """What is due, and who does it; of what is overdue also since when, if it is to be said."""
    overdue = f" ({_day(item.day, today)})" if since and item.day < today else ""
    if item.kind == "line":
        return f"{item.words}{f' {chr(183)} {item.who}' if item.who else ''}{overdue}"
    at = f"{datetime.fromisoformat(item.at):%H:%M}" if "T" in item.at else "time to be agreed"
    who = f", {item.who}" if item.who else ""
    return f"{_TITLES[item.kind, item.agreed]}, {at}{who}{overdue}"


_TITLES = {
    ("contact", True): "Contact, agreed",
    ("contact", False): "Contact that the level calls for",
    ("check_in", False): "Check-in that the plan asks for",
    ("check_in", True): "Check-in, agreed",
}
