"""A step of the sequence as it is told, such as ``quarrel with my partner, Friday evening, conflict, 7``.

Commas part the pieces. A piece that fits one part goes there, words that fit none are what happened, and what
fits two is asked. The name of a part in front of words (``strength: 7``) says where they belong. No word is
lost: each stands in a part, and what looked like another part and is none is said beside it. No part is made
up: what nobody said stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from relapse_cli.model.ask import Distance, Text, Told, ToldPart
from relapse_cli.prompters.typed.told.fitting import (
    SIDE,
    SIDES,
    Fit,
    Reading,
    fit,
    fit_named,
    needs_first_use,
    on_either_side,
    sign_of,
    why_not,
)
from relapse_cli.prompters.typed.told.pieces import Piece, pieces_of, under_name

_LONGEST_TIME = 3
"""So many pieces may be one time, such as ``Friday, 20 Nov, in the evening``."""
_HOME = "It belongs to what happened"
_SIDE_OPEN = "It can be before or after the first use."
_FoundWays = list[tuple[ToldPart, Fit]]
"""The parts that words fit, with what each makes of them."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one part.

    Attributes:
        words: what was typed of it.
        fields: what is recorded, by field.
        shown: how it reads.
    """

    words: str
    fields: Mapping[str, object]
    shown: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that can be taken in more than one way.

    Attributes:
        words: what was typed.
        why: what is open.
        choices: each way in words, with the line that says just that.
    """

    words: str
    why: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToldStep:
    """What was heard on a line.

    Attributes:
        parts: by field; a part of which nothing was said is not among them.
        doubts: what is to be asked first.
        remarks: what looked like a part and is none, in words; it is kept with what happened.
        needs_first_use: whether a time only lacks the first use to count from.
    """

    parts: Mapping[str, Heard] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = ()
    needs_first_use: bool = False

    @property
    def fields(self) -> dict[str, object]:
        """What is recorded, by field; what a part says of itself counts before what another says of it."""
        given: dict[str, object] = {}
        for heard in self.parts.values():
            given |= {f: value for f, value in heard.fields.items() if f not in self.parts}
        return given | {f: heard.fields[f] for f, heard in self.parts.items()}


@dataclass(frozen=True, slots=True)
class _Claim:
    """Pieces that belong to one part."""

    pieces: tuple[Piece, ...]
    part: ToldPart
    reading: Reading

    @property
    def words(self) -> str:
        """What was typed of it."""
        return ", ".join(piece.words for piece in self.pieces)

    @property
    def is_named(self) -> bool:
        """Whether the name of the part was typed."""
        return self.pieces[0].part is not None


@dataclass
class _Sorted:
    """The pieces of a line, sorted."""

    claims: list[_Claim] = field(default_factory=list)
    left: list[Piece] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    open: list[tuple[Sequence[Piece], _FoundWays]] = field(default_factory=list)
    needs_first_use: bool = False


def read_told(line: str, told: Told) -> ToldStep:
    """Read a line into its parts, what is open between two of them, and what fits none."""
    found = _sorted(line, told)
    if found.doubts:
        return ToldStep(doubts=tuple(found.doubts))
    parts = {
        claim.part.field: Heard(claim.words, claim.reading.fields, claim.reading.shown)
        for claim in found.claims
    }
    for part in told.parts:
        if isinstance(part.ask, Text) and (words := _text_of(line, part, found.left, told)):
            parts[part.field] = Heard(words, {part.field: words}, words)
    if told.home not in parts and (own := [c for c in found.claims if c.reading.own_words]):
        words = ", ".join(claim.words for claim in own)
        parts[told.home] = Heard(words, {told.home: words}, words)
    ordered = {part.field: parts[part.field] for part in told.parts if part.field in parts}
    return ToldStep(ordered, (), tuple(found.remarks), found.needs_first_use)


def corrected(line: str, name: str, text: str, told: Told) -> str:
    """The line with other words for one part; without any, nothing is said of it.

    Args:
        line: as it was told.
        name: the field.
        text: the words; what they are read as is up to the part.
        told: what the line is read as.
    """
    part = next(part for part in told.parts if part.field == name)
    gone = _pieces_of_part(line, part, told)
    kept = [piece.text for piece in pieces_of(line, told) if piece not in gone]
    if name != told.home:
        return ", ".join(filter(None, [*kept, under_name(part, text, told)]))
    plain = ", ".join(filter(None, [text.strip(), *kept]))
    heard = read_told(plain, told)
    is_kept = not heard.doubts and (heard.parts.get(name, _UNHEARD).words == text.strip())
    return plain if is_kept else ", ".join(filter(None, [under_name(part, text, told), *kept]))


_UNHEARD = Heard("", {}, "")


def _pieces_of_part(line: str, part: ToldPart, told: Told) -> set[Piece]:
    """The pieces in which a part was said."""
    found = _sorted(line, told)
    if isinstance(part.ask, Text):
        return {p for p in found.left if p.part == part or (p.part is None and part.field == told.home)}
    named = {piece for piece in pieces_of(line, told) if piece.part == part}
    return named | {piece for claim in found.claims if claim.part == part for piece in claim.pieces}


def _sorted(line: str, told: Told) -> _Sorted:
    """Every piece with the part it belongs to, left over, or in doubt."""
    found, pieces = _Sorted(), pieces_of(line, told)
    place = 0
    while place < len(pieces):
        place += _sort_in(pieces[place:], told, found)
    for run, ways in found.open:
        _take_or_ask(run, ways, line, told, found)
    _settle(line, told, found)
    return found


def _take_or_ask(run: Sequence[Piece], ways: _FoundWays, line: str, told: Told, found: _Sorted) -> None:
    """Take words that fit several parts as the one of which nothing else was said; else they are asked.

    Where all of them were said under their names, the words are what happened.
    """
    said = [claim.part for claim in found.claims]
    named = [claim.part for claim in found.claims if claim.is_named]
    left = [way for way in ways if way[0] not in said] or [way for way in ways if way[0] not in named]
    if not left and run[0].part is None:
        found.left += run
    elif len(left) == 1 and len(left[0][1].readings) == 1:
        found.claims.append(_Claim(tuple(run), left[0][0], left[0][1].readings[0]))
    else:
        found.doubts.append(_doubt(run, left or ways, line, told))


def _sort_in(pieces: Sequence[Piece], told: Told, found: _Sorted) -> int:
    """Sort in the first of the pieces, with those behind it that belong to it; how many they were."""
    first = pieces[0]
    if first.part is not None:
        _sort_named(first, first.part, found)
        return 1
    run, ways = _ways(pieces, told)
    if not ways:
        found.left += run
        _remark(run, told.parts, found)
    elif len(ways) == 1 and len(ways[0][1].readings) == 1:
        found.claims.append(_Claim(tuple(run), ways[0][0], ways[0][1].readings[0]))
    else:
        found.open.append((run, ways))
    return len(run)


def _sort_named(piece: Piece, part: ToldPart, found: _Sorted) -> None:
    """Sort in words under the name of a part."""
    if isinstance(part.ask, Text) or not piece.words:
        found.left.append(piece)
        return
    ways = fit_named(piece.words, part)
    if not ways.readings:
        found.left.append(piece)
        why = why_not(piece.words, part) or "it cannot be read"
        found.remarks.append(f"“{piece.text}” is kept with what happened: {why}.")
        found.needs_first_use |= isinstance(part.ask, Distance) and needs_first_use(piece.words, part.ask)
    elif len(ways.readings) == 1:
        found.claims.append(_Claim((piece,), part, ways.readings[0]))
    else:
        found.open.append(([piece], [(part, ways)]))


def _ways(pieces: Sequence[Piece], told: Told) -> tuple[Sequence[Piece], _FoundWays]:
    """The first piece, with those behind it that are one time with it, and each part that it fits."""
    others = [part for part in told.parts if not isinstance(part.ask, Distance)]
    times = [part for part in told.parts if isinstance(part.ask, Distance)]
    ways = _fits(pieces[0].words, others)
    for part in times:
        for count in range(min(_LONGEST_TIME, len(pieces)) if not ways else 1, 1, -1):
            run = pieces[:count]
            if any(p.part is not None or _fits(p.words, others) for p in run):
                continue
            words = ", ".join(piece.words for piece in run)
            if (time := fit(words, part)).readings:
                return run, [(part, time)]
            if isinstance(part.ask, Distance) and needs_first_use(words, part.ask):
                return run, []
    return pieces[:1], [*ways, *_fits(pieces[0].words, times)]


def _fits(words: str, parts: Sequence[ToldPart]) -> _FoundWays:
    """The parts that words fit."""
    return [(part, found) for part in parts if (found := fit(words, part)).readings]


def _remark(run: Sequence[Piece], parts: Sequence[ToldPart], found: _Sorted) -> None:
    """Say of words that look like a part why they are none."""
    words = ", ".join(piece.words for piece in run)
    for part in parts:
        if why := why_not(words, part):
            found.remarks.append(f"“{words}” is kept with what happened: {why}.")
            found.needs_first_use |= isinstance(part.ask, Distance) and needs_first_use(words, part.ask)


def _settle(line: str, told: Told, found: _Sorted) -> None:
    """Two claims of one part: that under its name counts, else it is asked."""
    for part in told.parts:
        mine = [claim for claim in found.claims if claim.part == part]
        named = [claim for claim in mine if claim.is_named]
        for claim in mine if named else ():
            if claim not in named:
                found.claims.remove(claim)
                found.left += claim.pieces
        if len(named or mine) > 1:
            found.doubts.append(_one_of(named or mine, line, told))
    found.left.sort(key=lambda piece: piece.start)
    found.doubts += [*_other_words(line, told, found), *_which_side(line, told, found)]


def _other_words(line: str, told: Told, found: _Sorted) -> Iterator[Doubt]:
    """A part that one piece names and another one speaks of as well, differently, such as a side."""
    for claim in [claim for claim in found.claims if not claim.is_named]:
        name = claim.part.field
        mine = claim.reading.fields[name]
        others = [other for other in found.claims if other.part != claim.part]
        against = [other for other in others if other.reading.fields.get(name, mine) != mine]
        if against:
            why = f"“{against[0].words}” says something else."
            yield _doubt(claim.pieces, [(claim.part, Fit((claim.reading,), why))], line, told)


def _which_side(line: str, told: Told, found: _Sorted) -> Iterator[Doubt]:
    """A distance whose side nobody said: before or after the first use, or not known; never made up."""
    side = next((part for part in told.parts if part.field == SIDE), None)
    if side is None or any(claim.reading.fields.get(SIDE) for claim in found.claims):
        return
    for claim in found.claims:
        sides = on_either_side(claim.reading, claim.part)
        if len(sides) == len(SIDES):
            asked = _doubt(claim.pieces, [(claim.part, Fit(sides, _SIDE_OPEN))], line, told)
            both = (
                under_name(claim.part, claim.reading.exact, told),
                under_name(side, sign_of("unknown"), told),
            )
            open_ = (f"{_capital(side.title)} is not known", _replaced(line, claim.pieces, ", ".join(both)))
            yield replace(asked, choices=(*asked.choices[:-1], open_, asked.choices[-1]))


def _doubt(run: Sequence[Piece], ways: _FoundWays, line: str, told: Told) -> Doubt:
    """What is open of some words, with each way to take them."""
    words = ", ".join(piece.text for piece in run)
    choices = [
        (
            f"{_capital(part.title)}: {reading.shown}",
            _replaced(line, run, under_name(part, reading.exact, told)),
        )
        for part, found in ways
        for reading in found.readings
    ]
    why = ways[0][1].why if len(ways) == 1 else "It can belong to more than one part."
    return Doubt(words, why, (*choices, _at_home(run, line, told)))


def _one_of(claims: list[_Claim], line: str, told: Told) -> Doubt:
    """Which of several pieces is a part; the others belong to what happened."""
    part = claims[0].part
    choices: list[tuple[str, str]] = []
    for chosen in claims:
        others = sorted((c for c in claims if c is not chosen), key=lambda c: c.pieces[0].start, reverse=True)
        said = line
        for other in others:
            said = _replaced(said, other.pieces, under_name(_home(told), other.words, told))
        choices.append((f"{_capital(part.title)}: {chosen.reading.shown} (“{chosen.words}”)", said))
    words = "” and “".join(claim.words for claim in claims)
    return Doubt(
        words,
        f"Both can be the {part.title}." if len(claims) == 2 else f"Each can be the {part.title}.",
        tuple(choices),
    )


def _at_home(run: Sequence[Piece], line: str, told: Told) -> tuple[str, str]:
    """That words are none of this, but belong to what happened."""
    words = ", ".join(piece.words for piece in run)
    return _HOME, _replaced(line, run, under_name(_home(told), words, told))


def _home(told: Told) -> ToldPart:
    """The part of the words that belong to no other."""
    return next(part for part in told.parts if part.field == told.home)


def _replaced(line: str, run: Sequence[Piece], text: str) -> str:
    """The line with other words in the place of some pieces of it."""
    behind = re.sub(r"^\s*,\s*", ", ", line[run[-1].end :])  # so that it is not taken for a decimal comma
    return f"{line[: run[0].start]}{text}{behind}"


def _text_of(line: str, part: ToldPart, left: Sequence[Piece], told: Told) -> str:
    """The words of a text, as they were typed where they stood together."""
    words, end = "", -1
    for piece in left:
        is_home = part.field == told.home and not (piece.part and isinstance(piece.part.ask, Text))
        if piece.part != part and not is_home:
            continue
        said = piece.words if piece.part == part else piece.text
        if not said:
            continue
        gap = (
            line[end : piece.start]
            if words and piece.part is None and line[end : piece.start].strip() == ","
            else ", "
        )
        words += f"{gap if words else ''}{said}"
        end = piece.end
    return words


def _capital(words: str) -> str:
    """Words with a capital letter at the front."""
    return f"{words[:1].upper()}{words[1:]}"
