"""Whether a bank is clinically reviewed, as documents say it: by a mark at the head, or at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relapse_cli.model.bank import Wording


def unreviewed_mark(words: Wording, by: str | None) -> tuple[str, ...]:
    """The mark of a bank that nobody has signed; none where somebody has."""
    return () if by else (words.review(None),)


def reviewed_foot(words: Wording, by: str | None) -> tuple[str, ...]:
    """Who has signed the bank; nothing where nobody has, for the mark says that."""
    return (words.review(by),) if by else ()
