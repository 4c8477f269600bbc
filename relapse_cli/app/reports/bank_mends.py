"""Mending what is safe to mend in the text of one file; everything else in it stays as it was, byte for byte.

Whoever calls looks again: a mend that does not take its fault away, or brings another, is not kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relapse_cli.banks import messages as shape
from relapse_cli.checks import messages
from relapse_cli.yaml_door import ALIAS, BAD_SYNTAX, TAG

if TYPE_CHECKING:
    from collections.abc import Callable

    from relapse_cli.problems import Problem

_QUOTED = re.compile(r"'([^']+)'")
_NAME_ENDS = r"(?<![\w-]){}(?![\w-])"
_SO_FAR = 4000
"""Behind the place of a fault, within the node that it names, a wrong name stands hardly further on."""

_VALUE = re.compile(r"(\s*(?:- )?[\w.-]+:[ ]+|\s*- )(?P<value>\S.*?)(?P<rest>[ ]+#.*|\s*)$")
_SWITCH = re.compile(r"(:[ ]+)(['\"]?)(true|yes|on|false|no|off)\2", re.IGNORECASE)
_TRUE = {"true", "yes", "on"}
_BORDER = {key: re.compile(rf"\b({key}:[ ]*)(-?[0-9.]+)") for key in ("min", "max")}


def mended(text: str, problem: Problem) -> str | None:
    """Return the text of a file with one fault mended; ``None`` where that is not safe."""
    if problem.sure:
        return _renamed(text, problem)
    mend = _MENDS.get(problem.code)
    return mend(text, problem) if mend is not None and problem.line else None


def _offset(text: str, problem: Problem) -> int:
    """Where the place of a fault is in the text."""
    lines = text.split("\n")
    if not 0 < problem.line <= len(lines):
        return len(text)
    return sum(len(line) + 1 for line in lines[: problem.line - 1]) + max(problem.column - 1, 0)


def _renamed(text: str, problem: Problem) -> str | None:
    """Put the name that is surely meant in the place of a wrong one."""
    wrong = _QUOTED.search(problem.message)
    if wrong is None:
        return None
    name = wrong.group(1).strip("{}").removeprefix("blank:")
    start = _offset(text, problem)
    found = re.compile(_NAME_ENDS.format(re.escape(name))).search(text, start, start + _SO_FAR)
    if found is None or "\n" in problem.sure:
        return None
    return text[: found.start()] + problem.sure.strip("{}") + text[found.end() :]


def _by_line(change: Callable[[str], str | None]) -> Callable[[str, Problem], str | None]:
    """A mend that changes the line of its fault alone, or takes it away where nothing is left."""

    def mend(text: str, problem: Problem) -> str | None:
        lines = text.split("\n")
        if not 0 < problem.line <= len(lines):
            return None
        at = problem.line - 1
        line = lines[at]
        end = "\r" if line.endswith("\r") else ""
        changed = change(line.removesuffix("\r"))
        if changed is None:
            return None
        return "\n".join([*lines[:at], *([changed + end] if changed else []), *lines[at + 1 :]])

    return mend


def _in_quotes(line: str) -> str | None:
    """Put the value of a line into quotation marks."""
    found = _VALUE.match(line)
    if found is None or found["value"][0] in "\"'[{|>":
        return None
    value = found["value"].replace("\\", "\\\\").replace('"', '\\"')
    return f'{found.group(1)}"{value}"{found["rest"]}'


def _as_switch(line: str) -> str | None:
    """Write true or false, without quotation marks."""
    changed, count = _SWITCH.subn(
        lambda found: found[1] + ("true" if found[3].lower() in _TRUE else "false"), line
    )
    return changed if count == 1 else None


def _left_out(line: str) -> str | None:
    """Take an item of a list away that stands on a line of its own."""
    return "" if line.strip().startswith("- ") and ":" not in line else None


def _swapped(text: str, problem: Problem) -> str | None:
    """Let the lesser of two borders be the first."""
    start = _offset(text, problem)
    low, high = (_BORDER[key].search(text, start, start + _SO_FAR) for key in ("min", "max"))
    if low is None or high is None or float(low[2]) <= float(high[2]):
        return None
    first, last = sorted((low, high), key=lambda found: found.start())
    between = text[first.end() : last.start()]
    return text[: first.start()] + first[1] + last[2] + between + last[1] + first[2] + text[last.end() :]


_MENDS: dict[str, Callable[[str, Problem], str | None]] = {
    messages.RANGE_REVERSED.code: _swapped,
    shape.FILE_TWICE.code: _by_line(_left_out),
    shape.WRONG_SHAPE.code: _by_line(_in_quotes),
    shape.NOT_A_SWITCH.code: _by_line(_as_switch),
    ALIAS.code: _by_line(_in_quotes),
    TAG.code: _by_line(_in_quotes),
    BAD_SYNTAX.code: _by_line(_in_quotes),
}
"""What mends a fault that is no misspelt name, by its code."""
