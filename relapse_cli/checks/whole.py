"""All that is found in one bank, together: what makes it unusable, what it means, how it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relapse_cli.checks import messages
from relapse_cli.checks.dangling import without_dangling
from relapse_cli.checks.exceptions import without_excepted
from relapse_cli.checks.language.check import check_language
from relapse_cli.checks.meaning.check import check_meaning
from relapse_cli.checks.structure.check import check_usable
from relapse_cli.checks.structure.roles import lacking_parts

if TYPE_CHECKING:
    from datetime import date

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.language import LanguageWords
    from relapse_cli.places import KeyPath, Places
    from relapse_cli.problems import Problem

_NO_END = {messages.CYCLE.code, messages.READS_ITSELF.code, messages.LONG_CHAIN.code}
"""Where something rests on itself, what it means cannot be gone through to the end."""


class Found(NamedTuple):
    """What was found in a bank.

    Attributes:
        problems: all of it, by files and lines.
        excepted: how many findings the bank itself names as right, with a reason.
    """

    problems: list[Problem]
    excepted: int


def check_whole(
    bank: Bank,
    places: Places,
    today: date,
    words: LanguageWords,
    *,
    filled: frozenset[KeyPath] = frozenset(),
    further: tuple[Problem, ...] = (),
) -> Found:
    """Find everything in a bank, also beside and behind its faults.

    Args:
        bank: the bank, or a draft of it.
        places: where everything stands.
        today: the day on which sources are judged.
        words: the words that it had better not use.
        filled: the parts of a draft of which nothing is told.
        further: what was found elsewhere, and what an exception of the bank may cover as well.
    """
    if lacking := lacking_parts(bank, places):
        return Found([*lacking, *further], 0)
    faults = check_usable(bank, places, filled)
    found = [*further, *check_language(bank, places, words, filled)]
    if _NO_END.isdisjoint(fault.code for fault in faults):
        found += check_meaning(without_dangling(bank) if faults else bank, places, today, filled)
    kept, excepted = without_excepted(bank, places, found)
    return Found(sorted([*faults, *kept], key=lambda each: (each.file, each.line, each.code)), excepted)
