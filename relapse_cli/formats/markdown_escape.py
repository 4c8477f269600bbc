"""The Markdown escaper: any text becomes plain words on one line."""

from __future__ import annotations

import re

from relapse_cli.text.sanitize import sanitize_line

ACTIVE_SIGNS = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;"} | {sign: f"\\{sign}" for sign in r"\`*{}[]#|~$@"}
)
UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
BARE_ADDRESS = re.compile(r"(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
BLOCK_START = re.compile(r"^([-+=])|^(\d+)([.)])")


def escape_markdown(value: object) -> str:
    """Return a value as CommonMark that shows exactly its words.

    Line breaks collapse, so that nothing in a value can start a block; entities stand for ``<``, ``>`` and
    ``&`` because they are safe in every dialect; an underscore inside a word has no meaning and stays.
    """
    text = sanitize_line(str(value)).translate(ACTIVE_SIGNS)
    text = UNDERSCORE.sub(r"\\_", text)
    text = BARE_ADDRESS.sub(lambda match: f"\\{match[0]}", text)
    return BLOCK_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text)
