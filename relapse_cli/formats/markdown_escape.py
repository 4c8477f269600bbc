"""The Markdown escaper: any text becomes plain words on one line."""

from __future__ import annotations

import re

from relapse_cli.text.sanitize import sanitize_line

_ACTIVE_SIGNS = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {sign: f"\\{sign}" for sign in r"\`*{}[]#|~$@"}
)
# Each begins with the sign that it looks for, so that a text without it is passed over quickly.
_UNDERSCORE = re.compile(r"_(?<![A-Za-z0-9]_)|_(?![A-Za-z0-9])")
_BARE_ADDRESS = re.compile(r"//(?<=://)|\.(?<=\b[wW]{3}\.)")
_BLOCK_START = re.compile(r"[-+=]|\d+(?=[.)])")


def escape_markdown(value: str) -> str:
    """Return a value as CommonMark that shows exactly its words.

    Line breaks collapse, so that nothing in a value can start a block; entities stand for ``<``, ``>`` and
    ``&`` because they are safe in every dialect; an underscore inside a word has no meaning and stays.
    """
    text = sanitize_line(value).translate(_ACTIVE_SIGNS)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _BARE_ADDRESS.sub(lambda found: f"\\{found[0]}", text)
    if start := _BLOCK_START.match(text):
        place = start.end() if start[0].isdigit() else 0
        return f"{text[:place]}\\{text[place:]}"
    return text
