"""What a review is asked for: a condition in the banks' language, and what it is grouped by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from relapse_cli.app.sources.days import Days
from relapse_cli.banks.condition_parser import ConditionParser
from relapse_cli.batch.own_groups import OWN_GROUPS, PERIOD, is_own, is_period, ranges_of
from relapse_cli.checks.condition_places import Owner, Spot
from relapse_cli.checks.findings import Findings
from relapse_cli.checks.structure.references import check_condition
from relapse_cli.errors import UsageError
from relapse_cli.logic.facts.catalogue import CATALOGUE
from relapse_cli.model.bank import Bank
from relapse_cli.model.condition import AllOf, Condition
from relapse_cli.places import Places
from relapse_cli.problems import did_you_mean, errors_only
from relapse_cli.yaml_door import parse_yaml, resolve_plain

if TYPE_CHECKING:
    from relapse_cli.problems import Problem

_LONGEST = 10_000
"""Bytes of a condition on a command line."""

_OPTION = "--where"
_EXAMPLE = "Write it as a bank does: --where '{level: 4}'"
_SHORT = re.compile(r"\s*([A-Za-z][\w.-]*)\s*(>=|<=|!=|=|>|<)\s*([^\s=<>!{}\[\]][^={}\[\]]*?)\s*")
_OPERATORS = {
    "=": "is",
    "!=": "is_not",
    ">=": "at_least",
    "<=": "at_most",
    ">": "more_than",
    "<": "less_than",
}
_PERIOD_END = re.compile(r"\d{4}(-\d{2}){0,2}")
_PERIODS = "Write them like 2026-01..2026-06,2026-07..2026-11; days and years do, too."
_SETS = frozenset({"multi", "set", "list"})
_GROUPING = frozenset({"choice", "multi", "yes_no", "scale", "number"})
"""Answers that are chosen and not typed; nothing else is a group."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a review is asked for.

    Attributes:
        where: which records count; ``None`` for all of them.
        written: the same as it was written; empty for all of them.
        by: what it is grouped by.
        days: the days on which a record was begun.
        min_cell: a count under this is withheld.
        trusted: records are taken to be valid.
    """

    bank: Bank
    where: Condition | None = None
    written: str = ""
    by: tuple[str, ...] = ()
    days: Days = field(default_factory=Days)
    min_cell: int = 5
    trusted: bool = False

    @property
    def group(self) -> tuple[str, ...]:
        """The facts and answers of the bank that it is grouped by, whose values each row holds."""
        return tuple(name for name in self.by if not is_own(name))


def condition_asked(bank: Bank, written: Sequence[str]) -> Condition | None:
    """Return the condition that all that is written makes together; ``None`` where nothing is.

    Raises:
        UsageError: one of them is no condition, or names what the bank does not have.
    """
    parts = tuple(_one(bank, text) for text in written)
    if len(parts) > 1:
        return AllOf(parts=parts)
    return parts[0] if parts else None


def groups_asked(bank: Bank, names: Sequence[str]) -> tuple[str, ...]:
    """Return what a review is grouped by, each name once.

    Raises:
        UsageError: the bank has no such fact or answer, or a period is none.
    """
    known = set(_names(bank))
    for name in names:
        if is_period(name):
            _check_periods(name)
        elif name not in known:
            near = did_you_mean(name, known)
            raise UsageError(
                f"There is nothing called {name} to group by.",
                remedy=near or f"Choose from {', '.join(OWN_GROUPS)}, or a fact or answer of the bank.",
            )
    return tuple(dict.fromkeys(names))


def periods_asked(written: str | None) -> tuple[str, ...]:
    """What a review is grouped by that compares periods; nothing where none were named."""
    return () if written is None else (f"{PERIOD}:{written}",)


def _check_periods(name: str) -> None:
    """Refuse what is no range of days, and ranges that share a day.

    Raises:
        UsageError: see there.
    """
    found = [(_first_day(first), _last_day(last)) for first, last in ranges_of(name)]
    if None in {end for each in found for end in each} or any(str(a) > str(b) for a, b in found):
        raise UsageError(f"{name.partition(':')[2]} names no periods.", remedy=_PERIODS)
    ordered = sorted((str(first), str(last)) for first, last in found)
    if any(last >= first for (_, last), (first, _) in pairwise(ordered)):
        raise UsageError("Two of the periods share a day.", remedy="Let each end before the next begins.")


def _first_day(text: str) -> str | None:
    """The first day of a day, a month or a year."""
    return _day(text, "0001-01-01"[len(text) :])


def _last_day(text: str) -> str | None:
    """A day that none of a month or a year comes after; ``-31`` stands for the last one of any month."""
    return text + "9999-12-31"[len(text) :] if _first_day(text) else None


def _day(text: str, rest: str) -> str | None:
    try:
        return date.fromisoformat(text + rest).isoformat() if _PERIOD_END.fullmatch(text) else None
    except ValueError:
        return None


def _one(bank: Bank, text: str) -> Condition:
    """One condition, checked against the bank."""
    parser = ConditionParser(levels={flag.id: flag.level for flag in bank.flags}, sets=bank.sets.lists)
    condition = parser.parse(_alone(bank, text) or _short(bank, text) or _flow(text), (), _OPTION)
    findings = Findings(bank, Places(), parser.problems)
    if not findings.problems:
        check_condition(findings, Spot((), Owner("action", _OPTION), "", condition))
    if problems := errors_only(findings.problems):
        _refuse(text, problems[0])
    return condition


def _flow(text: str) -> object:
    """A condition that is written as YAML or JSON."""
    document, _ = parse_yaml(text.encode("utf-8", "replace"), limit=_LONGEST)
    if document is None:
        raise UsageError(f"{_OPTION} {text} is no condition.", remedy=_EXAMPLE)
    return document.value


def _alone(bank: Bank, text: str) -> dict[str, object] | None:
    """A flag or a named fact by itself."""
    if text in bank.flag_by_id:
        return {"flag": text}
    return {"fact": text} if text in bank.fact_by_name or text in CATALOGUE else None


def _short(bank: Bank, text: str) -> dict[str, object] | None:
    """The long form of ``level>=3`` or ``safety.home_safe=safe``; ``None`` for what is written otherwise."""
    found = _SHORT.fullmatch(text)
    if found is None:
        return None
    name, sign, value = found.groups()
    said = resolve_plain(value)
    if name == "level":
        return {"level": said if sign == "=" else {_OPERATORS[sign]: said}}
    known = name in CATALOGUE or name in bank.fact_by_name
    subject = "fact" if known else "answer"
    if sign == "=" and _is_set(bank, name):
        return {subject: name, "has": [said]}
    return {subject: name, _OPERATORS[sign]: said}


def _is_set(bank: Bank, name: str) -> bool:
    """Whether an answer or a fact is a list of options."""
    if name in CATALOGUE:
        return CATALOGUE[name].type in _SETS
    question, _, part = name.rpartition(".")
    if name in bank.questions:
        return bank.questions[name].type in _SETS
    fields = bank.questions[question].field_by_id if question in bank.questions else {}
    return part in fields and fields[part].type in _SETS


def _names(bank: Bank) -> Iterable[str]:
    """What a review can be grouped by: what has values of its own, and never what somebody typed."""
    yield from OWN_GROUPS
    yield from (name for name, fact in CATALOGUE.items() if fact.type != "text")
    yield from (name for name, fact in bank.fact_by_name.items() if fact.scope == "record")
    for question in bank.questions.values():
        if question.type in _GROUPING and not question.never_export:
            yield question.id
        elif question.type == "group" and not question.never_export:
            yield from (f"{question.id}.{part.id}" for part in question.fields if part.type in _GROUPING)


def _refuse(text: str, first: Problem) -> NoReturn:
    """Name the first fault of a condition; what follows is often its consequence."""
    raise UsageError(f"{_OPTION} {text}: {first.message}", remedy=first.remedy or _EXAMPLE)
