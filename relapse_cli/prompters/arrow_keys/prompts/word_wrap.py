"""Typed text on several rows: rows end between words, and Up and Down go from row to row."""

from __future__ import annotations

from bisect import bisect_right

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments

from relapse_cli.text.width import columns_of, rows_of_line

_SIGN = "›  "
_LEAST = 4


def prefix(line: int, wrapped: int) -> str:
    """The sign before what is typed; later lines stand under the first."""
    return _SIGN if line == wrapped == 0 else " " * len(_SIGN)


def room_beside_sign(columns: int) -> int:
    """How many columns typed text has."""
    return max(_LEAST, columns - len(_SIGN))


def _rows_of_text(text: str, width: int) -> list[tuple[int, int]]:
    """The rows of all lines, by their places in the text; a row ends before its line break."""
    rows: list[tuple[int, int]] = []
    begin = 0
    for line in text.split("\n"):
        rows += [(begin + start, begin + end) for start, end in rows_of_line(line, width)]
        begin += len(line) + 1
    return rows


def place_in_next_row(text: str, cursor: int, step: int, width: int) -> int:
    """Where the cursor goes one row down (1) or up (-1); at the ends it stays."""
    rows = _rows_of_text(text, width)
    here = bisect_right([start for start, _ in rows], cursor) - 1
    if not 0 <= here + step < len(rows):
        return cursor
    column = columns_of(text[rows[here][0] : cursor])
    start, end = rows[here + step]
    goes_on = here + step + 1 < len(rows) and rows[here + step + 1][0] == end
    last = end - 1 if goes_on else end
    return next((place for place in range(start, last) if columns_of(text[start : place + 1]) > column), last)


class WordWrap(Processor):
    """Fills rows up with blanks, so that the next row begins with a whole word."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Draw one line; a blank that does not fit at the end of a row is not drawn."""
        width = room_beside_sign(transformation_input.width)
        letters = explode_text_fragments(transformation_input.fragments)
        drawn: StyleAndTextTuples = []
        places: list[int] = []
        for start, end in rows_of_line(fragment_list_to_text(letters), width):
            taken = 0
            for letter in letters[start:end]:
                places.append(len(drawn))
                wide = columns_of(letter[1])
                if taken + wide <= width:
                    drawn.append(letter)
                    taken += wide
            if end < len(letters):
                drawn += [("", " ")] * (width - taken)
        places.append(len(drawn))
        return Transformation(
            drawn,
            source_to_display=lambda place: places[min(place, len(places) - 1)],
            display_to_source=lambda place: max(0, bisect_right(places, place) - 1),
        )
