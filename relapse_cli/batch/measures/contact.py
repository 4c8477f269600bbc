"""How soon there was contact: from the last use to the interview, and from there to the next session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from relapse_cli.batch.case import Case, Sitting
from relapse_cli.batch.measures import spans
from relapse_cli.batch.measures.view import (
    INTERVIEW,
    SHARE_COLUMNS,
    View,
    count_cell,
    number,
    share_cells,
)
from relapse_cli.batch.suppression import in_line, is_small
from relapse_cli.batch.tally import Count, Key, Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.review import ALIKE, Cell, Column, ColumnKind, Table
from relapse_cli.text.nouns import counted

WITHIN, EITHER, LATER, UNKNOWN, NO_NEXT, TOO_RECENT = (
    "within", "either", "later", "unknown", "none", "too_recent",
)  # fmt: skip
_WORDS = {
    WITHIN: "within 72 hours",
    EITHER: "only the day is known: either",
    LATER: "later than 72 hours",
    UNKNOWN: "not known",
    NO_NEXT: "none in these records",
    TOO_RECENT: "too recent to tell",
}
_WAIT_DAYS = 3
_EARLY = spans.EARLY * spans.HOUR
_QUARTERS = (0.25, 0.5, 0.75)
_ENDS: tuple[tuple[str, str, ColumnKind], ...] = (
    ("least", "at least within", "low"),
    ("most", "surely within", "high"),
)
_CLASS = (Column("class", "Time", "name"), Column("words", "In words", "words"))


def since_use(sitting: Sitting) -> tuple[float, float] | None:
    """The seconds from the last use that an interview tells to its begin: at least, and at most.

    Of several products the last one counts. A use that is told as a day has the whole day; what is told as
    later than the conversation is left out.
    """
    start = end = None
    for use in sitting.row.uses:
        first, last = use.last_from, use.last_to
        if first is not None and last is not None and first <= sitting.began:
            start = first if start is None else max(start, first)
            end = last if end is None else max(end, last)
    if start is None or end is None:
        return None
    return max(sitting.began - end, 0.0), sitting.began - start


def to_next(case: Case, sitting: Sitting) -> float | None:
    """The seconds from an interview to the next session of the case; ``None`` where there is none."""
    following = case.next_session(sitting)
    return None if following is None else max(following.began - sitting.row.at, 0.0)


def count(_bank: Bank, case: Case, tally: Tally) -> None:
    """Count the interviews by both spans; of those without a later session the day is kept."""
    told: list[Key] = []
    least: list[Key] = []
    most: list[Key] = []
    following: list[Key] = []
    until: list[Key] = []
    none: list[Key] = []
    for sitting in case.interviews:
        span = since_use(sitting)
        if span is None:
            told.append((UNKNOWN, ""))
        else:
            told.append(_class_of(*span))
            least.append(spans.hours(span[0]))
            most.append(spans.hours(span[1]))
        wait = to_next(case, sitting)
        if wait is None:
            none.append(sitting.row.day)
        else:
            following.append(_class_of(wait, wait))
            until.append(spans.hours(wait))
    tally.put("since_use", told)
    tally.put("since_use_least", least)
    tally.put("since_use_most", most)
    tally.put("next", following)
    tally.put("next_hours", until)
    tally.put("next_none", none)


def _class_of(least: float, most: float) -> Key:
    """Whether a span is within 72 hours, and its class: of one that surely is by its longer end."""
    if most <= _EARLY:
        return WITHIN, spans.class_of(most)
    return (LATER, spans.class_of(least)) if least > _EARLY else (EITHER, "")


def tables(view: View) -> Iterator[Table]:
    """Both spans: within 72 hours or not, their classes, and their middle."""
    if not view.tells(INTERVIEW):
        return
    since, following = since_use_counts(view), next_counts(view)
    yield _early(
        view, "since_use", "From the last use to the interview", since,
        says="Whether the conversation began within 72 hours of the last use that was told in it.",
        note="Of several products the last use counts. A use told as a day may lie at its begin or its end.",
    )  # fmt: skip
    yield _classes(view, "since_use_classes", "From the last use to the interview, in classes", since)
    yield _early(
        view, "next_session", "From an interview to the next session", following,
        says="Whether another session of the case, interview or follow-up, began within 72 hours.",
        note="Too recent: from the last three days of these records, in which no later session can be seen.",
    )  # fmt: skip
    yield _classes(
        view, "next_session_classes", "From an interview to the next session, in classes", following
    )
    yield _middles(view)


Split = Mapping[str, Mapping[str, Count]]
"""By whether it was within 72 hours, the classes with their counts."""


def since_use_counts(view: View) -> Split:
    """The interviews by the time since the last use."""
    return _split(view, "since_use", (WITHIN, EITHER, LATER, UNKNOWN))


def next_counts(view: View) -> Split:
    """The interviews by the time to the next session; those without one by whether that can be told."""
    last = view.last_day
    none = [(str(day), seen) for day, seen in view.tally.counts("next_none").items()]
    return {
        **_split(view, "next", (WITHIN, LATER)),
        NO_NEXT: {"": _sum([seen for day, seen in none if not _is_recent(day, last)])},
        TOO_RECENT: {"": _sum([seen for day, seen in none if _is_recent(day, last)])},
    }


def _split(view: View, name: str, kinds: tuple[str, ...]) -> dict[str, dict[str, Count]]:
    found: dict[str, dict[str, Count]] = {kind: {} for kind in kinds}
    for key, seen in view.tally.counts(name).items():
        if isinstance(key, tuple) and key[0] in found:
            found[str(key[0])][str(key[1])] = seen
    return found


def _is_recent(day: str, last: str) -> bool:
    """Whether the records end before three days after a day."""
    return date.fromisoformat(day) + timedelta(days=_WAIT_DAYS) > date.fromisoformat(last)


def _sum(found: list[Count]) -> Count:
    return Count(sum(c.records for c in found), sum(c.cases for c in found))


def words_of(kind: str) -> str:
    """What a kind of span is in words."""
    return _WORDS[kind]


def held_in(view: View, split: Split) -> tuple[dict[str, Count], frozenset[str]]:
    """How many interviews there are of each kind, and which of these numbers are withheld."""
    whole = {kind: _sum(list(classes.values())) for kind, classes in split.items()}
    return whole, in_line(whole, view.min_cell, closed=view.is_closed(INTERVIEW))


def _early(view: View, name: str, title: str, split: Split, *, says: str, note: str) -> Table:
    interviews = view.sessions(INTERVIEW)
    whole, held = held_in(view, split)
    return Table(
        id=name,
        title=title,
        says=says,
        of=view.whole_words(INTERVIEW),
        total=interviews.records,
        columns=(*_CLASS, Column("interviews", "Interviews", "count"), *SHARE_COLUMNS),
        rows=tuple(
            (
                kind,
                _WORDS[kind],
                count_cell(seen, held=kind in held),
                *share_cells(seen.records, interviews.records, held=kind in held),
            )
            for kind, seen in whole.items()
        ),
        note=f"{note} {ALIKE}",
        chart="bars",
        chart_by="words",
        chart_of="share",
        aside=("class",),
    )


def _classes(view: View, name: str, title: str, split: Split) -> Table:
    """The same in finer classes, where the time is known well enough."""
    whole, closed = held_in(view, split)
    rows: list[tuple[Cell, ...]] = []
    for kind in (WITHIN, LATER):
        names = spans.CLASSES[:2] if kind == WITHIN else spans.CLASSES[2:]
        seen = {each: split[kind].get(each, Count(0, 0)) for each in names}
        held = in_line(seen, view.min_cell, closed=kind in closed)
        rows += [(n, spans.CLASS_WORDS[n], count_cell(c, held=n in held)) for n, c in seen.items()]
    known = sum(whole[kind].records for kind in (WITHIN, LATER))
    hidden = bool({WITHIN, LATER} & closed)
    return Table(
        id=name,
        title=title,
        says="How long it was, where it is known whether it was within 72 hours.",
        of=f"{counted(view.sessions(INTERVIEW).records, 'interview')}, without those whose time is not known",
        total=number(known, held=hidden),
        columns=(*_CLASS, Column("interviews", "Interviews", "count")),
        rows=tuple(rows),
        note="Of a span of which only a day is known the longer end counts up to 72 hours, else the shorter.",
        chart="bars",
        chart_by="words",
        chart_of="interviews",
        aside=("class",),
    )


def _middles(view: View) -> Table:
    """The quarters of both spans."""
    rows = [
        (
            "since_use",
            "from the last use to the interview",
            *_quarters(view, "since_use_least", "since_use_most"),
        ),
        (
            "next_session",
            "from an interview to the next session",
            *_quarters(view, "next_hours", "next_hours"),
        ),
    ]
    ends = [
        Column(f"{part}_{end}", f"{words}, {said}", kind, "hours")
        for part, words in (("quarter", "A quarter"), ("half", "Half"), ("three_quarters", "Three quarters"))
        for end, said, kind in _ENDS
    ]
    return Table(
        id="spans",
        title="Middle of the spans",
        says="Within how many hours a quarter, half and three quarters of the spans end.",
        of="the interviews with a known span",
        total=view.sessions(INTERVIEW).records,
        columns=(
            Column("span", "Span", "name"),
            Column("words", "In words", "words"),
            Column("known", "Known", "count"),
            *ends,
        ),
        rows=tuple(rows),
        aside=("span",),
        note="Where only a day of the last use is known, the true number lies between the two.",
    )


def _quarters(view: View, least: str, most: str) -> tuple[Cell, ...]:
    """How many spans are known, and for each quarter its shorter and longer end."""
    low, high = _hours(view, least), _hours(view, most)
    known = Count(sum(low.values()), sum(view.tally.cases[least].values()))
    since = most == "since_use_most"
    _, held = held_in(view, since_use_counts(view) if since else next_counts(view))
    rest = {UNKNOWN} if since else {NO_NEXT, TOO_RECENT}  # all but these are known, so they say how many are
    hidden = bool(held & rest) or is_small(known, view.min_cell) or view.is_closed(INTERVIEW)
    cells: list[Cell] = [count_cell(known, held=hidden)]
    for part in _QUARTERS:
        for side in (low, high):
            found = spans.quantile(side, part)
            cells.append(None if found is None else number(found, held=hidden))
    return tuple(cells)


def _hours(view: View, name: str) -> dict[int, int]:
    return {int(key): seen.records for key, seen in view.tally.counts(name).items() if isinstance(key, int)}
