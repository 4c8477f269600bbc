"""Times as whole microseconds: what ``logic/answers/moments.py`` says of them, without building a date."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from relapse_cli.batch.generated.doubt import Doubtful

Span = tuple[int, int]
"""From when to when, in microseconds since 1970 (UTC); the same twice where the time is known."""

SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
_FIRST_YEAR, _LAST_YEAR = 1901, 8999
"""One year inside what a record may say: no offset carries a time out of it."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the offset is taken off apart
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}", re.ASCII)
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_MOST_KNOWN = 100_000
"""So many pieces of times are remembered; people write the same few thousand again and again."""


class _Pieces(dict[str, int]):
    """Microseconds by a piece of a time; a new piece is read once."""

    def __missing__(self, text: str) -> int:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[text] = found = self.read(text)
        return found

    def read(self, text: str) -> int:
        raise NotImplementedError


class _Days(_Pieces):
    def read(self, text: str) -> int:
        if not _DATE.fullmatch(text):
            raise Doubtful
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise Doubtful from error
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise Doubtful
        return (day.toordinal() - _EPOCH_DAY) * DAY


class _Times(_Pieces):
    def read(self, text: str) -> int:
        if not _TIME.fullmatch(text):
            raise Doubtful
        hour, minute, second = int(text[:2]), int(text[3:5]), int(text[6:])
        if hour > 23 or minute > 59 or second > 59:
            raise Doubtful
        return ((hour * 60 + minute) * 60 + second) * SECOND


class _Offsets(_Pieces):
    def read(self, text: str) -> int:
        if not _OFFSET.fullmatch(text):
            raise Doubtful
        hours, minutes = int(text[1:3]), int(text[4:])
        if hours > 23 or minutes > 59:
            raise Doubtful
        return (-1 if text[0] == "-" else 1) * (hours * 60 + minutes) * 60 * SECOND


_DAYS, _TIMES, _OFFSETS = _Days(), _Times(), _Offsets()


def read_now(text: str) -> tuple[int, int]:
    """A time with its offset, both in microseconds.

    Raises:
        Doubtful: it is no such time, or one that the plain reader has to judge.
    """
    if len(text) == 25 and (text[10] == "T" or text[10] == " "):
        offset = _OFFSETS[text[19:]]
        return _DAYS[text[:10]] + _TIMES[text[11:19]] - offset, offset
    local, known = _read_any(text)
    if known is None:
        raise Doubtful
    return local - known, known


def span(text: str, offset: int) -> Span:
    """The span of a date or a time; one without an offset takes the one of the record.

    Raises:
        Doubtful: it is neither, or the plain reader has to judge it.
    """
    if len(text) == 10:
        start = _DAYS[text] - offset
        return start, start + DAY
    if len(text) == 25 and (text[10] == "T" or text[10] == " "):
        start = _DAYS[text[:10]] + _TIMES[text[11:19]] - _OFFSETS[text[19:]]
        return start, start
    local, known = _read_any(text)
    start = local - (offset if known is None else known)
    return start, start


def _read_any(text: str) -> tuple[int, int | None]:
    """A time in any of the forms that a record may have, and its offset, if it has one."""
    if not _MOMENT.fullmatch(text):
        raise Doubtful
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Doubtful from error
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise Doubtful
    away = moment.utcoffset()
    local = (moment.replace(tzinfo=None) - _EPOCH) // _MICROSECOND
    return local, None if away is None else away // _MICROSECOND


def sure_moment(text: str) -> None:
    """Refuse what is not surely a date or a time."""
    span(text, 0)


def span_if_any(text: str | None, offset: int) -> Span | None:
    """The span of any text that may be a date; ``None`` where it is none."""
    if text is None:
        return None
    text = text.strip()
    if _DATE.fullmatch(text) or _MOMENT.fullmatch(text):
        return span(text, offset)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", text):
        raise Doubtful  # digits of another script
    return None


def near(one: Span | None, other: Span | None) -> bool:
    """Whether two uses could lie within 24 hours of each other; an unusable one could."""
    if one is None or other is None:
        return True
    (start, end), (from_, to) = one, other
    if (end > start) == (to > from_):  # two days, or two times
        return abs(start - from_) <= DAY
    if end > start:
        start, from_, to = from_, start, end
    if start < from_:
        return from_ - start <= DAY
    return start < to or start - to < DAY


class _DayTexts(dict[int, str]):
    """Days since 1970 as text."""

    def __missing__(self, day: int) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[day] = text = date.fromordinal(_EPOCH_DAY + day).isoformat()
        return text


_DAY_TEXTS = _DayTexts()


def day_text(microseconds: int, offset: int) -> str:
    """The day of a time by the clock of the record."""
    return _DAY_TEXTS[(microseconds + offset) // DAY]
