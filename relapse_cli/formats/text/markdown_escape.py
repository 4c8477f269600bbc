"""The Markdown escaper: any words become exactly these words, with a backslash only where a sign would act.

A row is looked at whole, for what a sign does depends on its neighbours and on what else stands there. So
``a_b``, ``AT&T``, ``~5 mg`` and ``2 * 3`` stay as they are, and read well as plain text. Tables and rules
between rows need no care here: each row stands alone in its block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from relapse_cli.text.sanitize import paper_line

Piece = tuple[str, bool]
"""Words, and whether they are strong."""

_MAY_ACT = re.compile(r"[\\`*_~\[<>&#@]|www\.|://|^[-+\d]", re.IGNORECASE)
_RUN = re.compile(r"\*+|_+|~+")
_ENTITY = re.compile(r"&(?=#\d{1,7};|#x[\da-f]{1,6};|[a-z][a-z\d]{0,31};)", re.IGNORECASE)
_TAG = re.compile(r"<(?=[a-z/!?].*>)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?<![a-z\d])www(?P<dot>\.)(?=[^\s.])|(?:https?|ftp):(?P<slash>/)(?=/\S)", re.IGNORECASE
)
"""What GitHub makes a link of without being asked; one backslash is what keeps it words."""

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++(?:@[\w.+-]++)+")
"""What can be an address for mail: GitHub makes a link of one whatever is escaped in it, but not in code."""

_START = re.compile(
    r"(?P<sign>[-+*](?= |$)|>|#{1,6}(?= |$)|~{3}|<(?=[a-z/!?])|\[(?=[ x]\](?: |$)|.*\]:)"
    r"|(?:- *){3,}$|(?:_ *){3,}$|(?:\* *){3,}$)|\d{1,9}(?P<after>[.)])(?= |$)",
    re.IGNORECASE,
)
"""What would begin a block at the start of a row."""


def escape_markdown(value: str, *, title: bool = False) -> str:
    """Return a value as CommonMark that shows exactly its words; line breaks collapse."""
    return escape_row([(value, False)], title=title)


def escape_row(pieces: Iterable[Piece], *, title: bool = False) -> str:
    """Return a row of pieces as CommonMark.

    Args:
        pieces: the words of the row in order; the blanks between them are kept.
        title: the row is a heading, in which nothing begins a block.
    """
    row = _row(pieces)
    if not _MAY_ACT.search(row.masked):
        return row.text
    mails = list(_mails(row.masked))
    within = {place for begin, end in mails for place in range(begin, end)}
    active = (
        {*_signs(_without_mails(row.text)), *_runs(row), *_ends(row.text, title=title)} - row.own - within
    )
    signs = [f"\\{sign}" if place in active else sign for place, sign in enumerate(row.text)]
    for begin, end in mails:
        signs[begin], signs[end - 1] = f"`{signs[begin]}", f"{signs[end - 1]}`"
    return "".join(signs)


def _mails(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses for mail begin and end."""
    for found in _MAIL.finditer(text):
        words = found[0].rstrip(".+-")
        if "." in words.partition("@")[2]:
            yield found.start(), found.start() + len(words)


def _without_mails(text: str) -> str:
    """A text with marks of code in the place of each address, as its neighbours will see it."""
    for begin, end in _mails(text):
        text = text[:begin] + "`" * (end - begin) + text[end:]
    return text


class _Row(NamedTuple):
    """A row with the markup of its own, and where that stands."""

    text: str
    own: frozenset[int]

    @property
    def masked(self) -> str:
        """The row with nothing in the place of its own markup."""
        if not self.own:
            return self.text
        return "".join("\0" if place in self.own else sign for place, sign in enumerate(self.text))


def _row(pieces: Iterable[Piece]) -> _Row:
    text, marks = "", list[int]()
    for words, strong in pieces:
        line = paper_line(words)
        if words[:1].isspace() or (not line and words):
            text += " "
        if strong and line and marks and marks[-1] == len(text) - 2:
            text, begin = text[:-2], marks.pop()
            marks.append(begin + len(line))
            text += f"{line}**"
        elif strong and line:
            marks += (len(text), len(text) + len(line) + 2)
            text += f"**{line}**"
        else:
            text += line
        text += " " if line and words[-1:].isspace() else ""
    return _without_idle_marks(text.rstrip(), marks)


def _without_idle_marks(text: str, marks: list[int]) -> _Row:
    """The row without the marks of strength that could not act, for a letter stands right beside them."""
    blanks = len(text) - len(text.lstrip())
    text, places = text[blanks:], [mark - blanks for mark in marks]
    idle: set[int] = set()
    seen = _without_mails(text)
    for begin, end in zip(places[::2], places[1::2], strict=True):
        if not (_flanks(seen, begin, 2).surely_opens and _flanks(seen, end, 2).surely_closes):
            idle |= {begin, begin + 1, end, end + 1}
    own = {place for mark in places for place in (mark, mark + 1)} - idle
    kept = [(place in own, sign) for place, sign in enumerate(text) if place not in idle]
    return _Row("".join(sign for _, sign in kept), frozenset(at for at, (mine, _) in enumerate(kept) if mine))


def _signs(text: str) -> Iterator[int]:
    """Where a sign acts whatever stands around it."""
    for place, sign in enumerate(text):
        following = text[place + 1 : place + 2]
        link = sign == "]" and following == "(" and "[" in text[:place]
        if sign == "`" or link or (sign == "\\" and following and following in _ASCII_SIGNS):
            yield place
    for pattern in (_ENTITY, _TAG):
        yield from (found.start() for found in pattern.finditer(text))
    for found in _ADDRESS.finditer(text):
        yield found.start(str(found.lastgroup))


def _ends(text: str, *, title: bool) -> Iterator[int]:
    """Where the first signs of a row would begin a block, or the last ones end a heading."""
    if title:
        closing = re.search(r"(?:^|(?<= ))#+$", text)
        yield from (closing.start(),) if closing else ()
    elif (found := _START.match(text)) is not None:
        yield found.start(str(found.lastgroup))


_ASCII_SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


class _Flanks(NamedTuple):
    """What a row of equal signs can do; ``surely`` by every reading of what a punctuation mark is."""

    opens: bool
    closes: bool
    surely_opens: bool
    surely_closes: bool

    @property
    def surely_both(self) -> bool:
        """Whether it opens and closes."""
        return self.surely_opens and self.surely_closes


def _flanks(text: str, begin: int, length: int) -> _Flanks:
    before, after = text[:begin][-1:], text[begin + length :][:1]
    readings = [_reading(text[begin], before, after, kinds) for kinds in ("P", "PS")]
    return _Flanks(
        any(opens for opens, _ in readings),
        any(closes for _, closes in readings),
        all(opens for opens, _ in readings),
        all(closes for _, closes in readings),
    )


def _reading(sign: str, before: str, after: str, kinds: str) -> tuple[bool, bool]:
    """Whether signs open and close, by the rules of CommonMark for delimiter runs."""
    blank_before, blank_after = (not each or each.isspace() for each in (before, after))
    mark_before, mark_after = (_is_mark(each, kinds) for each in (before, after))
    left = not blank_after and (not mark_after or blank_before or mark_before)
    right = not blank_before and (not mark_before or blank_after or mark_after)
    if sign != "_":
        return left, right
    return left and (not right or mark_before), right and (not left or mark_after)


def _is_mark(letter: str, kinds: str) -> bool:
    return bool(letter) and (letter in _ASCII_SIGNS or unicodedata.category(letter)[0] in kinds)


def _runs(row: _Row) -> Iterator[int]:
    """Where asterisks, underscores and tildes have a partner in the row.

    The row's own marks are pairs of asterisks. A single one between letters matches none of them: one of both
    could open and close, and their lengths make three, which CommonMark rules out.
    """
    seen = _without_mails(row.text)
    runs = _RUN.finditer(row.masked)
    found = [(run[0][0], run, _flanks(seen, run.start(), len(run[0]))) for run in runs]
    for place, (sign, run, flanks) in enumerate(found):
        ends = flanks.opens and any(other == sign and each.closes for other, _, each in found[place + 1 :])
        begins = flanks.closes and any(other == sign and each.opens for other, _, each in found[:place])
        idle = run[0] == "*" and not {run.start() - 1, run.end()} & row.own and flanks.surely_both
        beside_own = sign == "*" and row.own and (flanks.opens or flanks.closes) and not idle
        if ends or begins or beside_own:
            yield from range(*run.span())
