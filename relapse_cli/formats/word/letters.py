"""Words as a word processor keeps them: every letter, and none that moves its neighbours."""

from __future__ import annotations

import re

from relapse_cli.text.sanitize import sanitize

_JOINER = re.compile(r"(?<=[^\x00-\u02ff\s])([\u200c\u200d])(?=[^\x00-\u02ff\s])")
"""What joins or parts two letters of a script that needs it; elsewhere it is only invisible."""

_NO_LETTER = re.compile("[\ufffe\uffff]")
"""What no XML document can hold."""

_R = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_FROM_THE_RIGHT = re.compile(rf"[{_R}](?:[{_R}\d]|[^\w\n])*(?<=[{_R}])|[{_R}]")
"""Words that are read from the right, with the blanks and signs between them."""

_LEFT_TO_RIGHT_MARK = "\u200e"


def typed(text: str) -> str:
    """Return sanitized text for a word processor.

    After words that are read from the right stands a mark that ends them, for else the numbers and
    signs behind them would be drawn before them.
    """
    parts = (part if at % 2 else sanitize(part) for at, part in enumerate(_JOINER.split(text)))
    marked = _NO_LETTER.sub(lambda found: f"[U+{ord(found[0]):04X}]", "".join(parts))
    return _FROM_THE_RIGHT.sub(lambda found: f"{found[0]}{_LEFT_TO_RIGHT_MARK}", marked)
