"""Why a plan says what it says: all of it, one line, or what is not there; of one record or of many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.many import is_many, read_each
from relapse_cli.app.sources.records import STDIN, checked, is_in_store, read_one
from relapse_cli.app.sources.stored import compared_with
from relapse_cli.errors import InputError, UsageError
from relapse_cli.files import is_there
from relapse_cli.logic.plan.build import build_plan
from relapse_cli.logic.plan.explain import explain_absence, explain_plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.explanation import Explanation
from relapse_cli.model.record import Record
from relapse_cli.problems import Message, Problem, did_you_mean
from relapse_cli.text.shell import shell_word

if TYPE_CHECKING:
    from relapse_cli.app.access.door import StoreDoor

_NO_REASONS = Message("WHY_001", "{what}", "{remedy}")


@dataclass(frozen=True, slots=True)
class WhyRequest:
    """What is to be explained.

    Attributes:
        sources: record files, ``-``, ids of stored interviews, folders, patterns.
        bank: the bank.
        line: the id of one flag or line; all of them when it is ``None``.
        absent: the id of a flag or rule that is not there.
        earlier: an earlier record to compare with; a stored one has its own.
        door: the door to the store.
    """

    sources: tuple[str, ...]
    bank: Bank
    line: str | None = None
    absent: str | None = None
    earlier: str | None = None
    door: StoreDoor | None = None


@dataclass(frozen=True, slots=True)
class WhyResult:
    """The reasons of one record: ``None`` where it cannot be used, none where it lacks what is asked for."""

    record: str
    explanations: tuple[Explanation, ...] | None
    problems: tuple[Problem, ...] = ()


class _NotThereError(InputError):
    """What was asked for is known, and not what this record has."""


class _OtherCaseError(InputError):
    """What a record is compared with belongs to another case."""


def why_request(
    words: Sequence[str],
    bank_name: str,
    *,
    absent: str | None = None,
    earlier: str | None = None,
    door: StoreDoor | None = None,
) -> WhyRequest:
    """Return what is asked; the last of several words is a line, unless it is something to read.

    Raises:
        InputError: the bank cannot be used.
        UsageError: a line and what is not there are asked for at once.
    """
    bank = require_bank(bank_name)
    *before, last = words
    if not before or _is_source(last, bank, door):
        return WhyRequest(tuple(words), bank, None, absent, earlier, door)
    if absent is not None:
        raise UsageError("A line and --not do not go together.", remedy="Give one of the two.")
    return WhyRequest(tuple(before), bank, last, None, earlier, door)


def _is_source(word: str, bank: Bank, door: StoreDoor | None) -> bool:
    """Whether a word names something to read, and no flag or line of the bank."""
    if word.casefold() in {name.casefold() for name in (*bank.flag_by_id, *bank.action_by_id)}:
        return False
    return word == STDIN or is_many(word) or is_there(Path(word)) or _is_stored(word, door)


def _is_stored(word: str, door: StoreDoor | None) -> bool:
    return door is not None and is_in_store(word, door)


def explain_record(request: WhyRequest) -> WhyResult:
    """Return the explanations of one record, and the warnings of what they rest on.

    Raises:
        InputError: the record cannot be used, or there is no such id.
        UsageError: several are named.
    """
    if len(request.sources) > 1:
        raise UsageError(
            f"These are {len(request.sources)} records, and the reasons of one are one document.",
            remedy="Use --format json for many records, or give one record.",
        )
    bank, source = request.bank, request.sources[0]
    record, problems = read_one(source, bank, request.door)
    compared = _earlier(request)
    if compared is None and _is_stored(source, request.door) and request.door is not None:
        compared = compared_with(bank, request.door, record)
    return WhyResult(record.id, _explain(request, record, compared), problems)


def explain_each(request: WhyRequest) -> Iterator[WhyResult]:
    """Yield one result a record; a record that cannot be used stops no other.

    Raises:
        InputError: a source or the earlier record cannot be used, or no record has what was asked for and the
            bank does not know it; of a record alone, it does not have it.
    """
    compared = _earlier(request)
    unknown: InputError | None = None
    there = False
    every = read_each(request.sources, request.bank, request.door)
    first = list(islice(every, 2))
    alone = len(first) == len(request.sources) == 1 and not is_many(request.sources[0])
    for found in chain(first, every):
        record, problems = checked(found, request.bank)
        if record is None:
            yield WhyResult(found.id, None, problems)
            continue
        beside = compared
        if beside is None and found.from_store and request.door is not None:
            beside = compared_with(request.bank, request.door, record)
        explanations: tuple[Explanation, ...] = ()
        try:
            explanations = _explain(request, record, beside)
            there = True
        except _NotThereError:
            if alone:
                raise
            there = True
        except _OtherCaseError as error:
            refused = _NO_REASONS.problem("", found.file, found.line, what=error.message, remedy=error.remedy)
            yield WhyResult(record.id, None, (*problems, refused))
            continue
        except InputError as error:
            if alone:
                raise
            unknown = error
        yield WhyResult(record.id, explanations, problems)
    if unknown is not None and not there:
        raise unknown


def _earlier(request: WhyRequest) -> Record | None:
    """The record to compare with that is named.

    Raises:
        InputError: it cannot be used.
    """
    return read_one(request.earlier, request.bank, request.door)[0] if request.earlier else None


def _explain(request: WhyRequest, record: Record, compared: Record | None) -> tuple[Explanation, ...]:
    """Explain what is asked of one record.

    Raises:
        InputError: there is no such id, it is not where it is looked for, or the earlier record is of another
            case.
    """
    if compared is not None and compared.case != record.case:
        raise _OtherCaseError(
            "The earlier record belongs to another case.", remedy="Compare records of one case only."
        )
    reading = Evaluation(request.bank, record, compared)
    everything = explain_plan(reading, build_plan(reading))
    if request.absent is not None:
        return (_explain_not(reading, request.absent, everything),)
    return everything if request.line is None else _of_line(request, request.line, everything)


def _of_line(request: WhyRequest, line: str, everything: tuple[Explanation, ...]) -> tuple[Explanation, ...]:
    """Return what is said of one flag or line.

    Raises:
        InputError: it is not on this plan, or there is none of this name.
    """
    wanted = line.casefold()
    if found := tuple(e for e in everything if f"{e.id.casefold()}-".startswith(f"{wanted}-")):
        return found
    source = shell_word(request.sources[0])
    known = [*request.bank.flag_by_id, *request.bank.action_by_id]
    absent_id = next((name for name in known if name.casefold() == wanted), None)
    if absent_id is None:
        near = did_you_mean(line.upper(), [*(e.id for e in everything), *known])
        everywhere = f"Everything on this plan: relapse why {source}"
        raise InputError(f"There is no flag or line {line}.", remedy=near or everywhere)
    remedy = f"To see why: relapse why {source} --not {absent_id}"
    raise _NotThereError(f"{line} is not on this plan.", remedy=remedy)


def _explain_not(reading: Evaluation, name: str, everything: tuple[Explanation, ...]) -> Explanation:
    """Explain why a flag or a rule is not there."""
    known = [*reading.bank.flag_by_id, *reading.bank.action_by_id]
    name = next((each for each in known if each.casefold() == name.casefold()), name)
    if any(explanation.id == name for explanation in everything):
        raise _NotThereError(f"{name} is on this plan.", remedy="To see why, leave out --not.")
    found = explain_absence(reading, name)
    if found is None:
        raise InputError(
            f"{name} is not a flag or rule of this bank.", remedy=did_you_mean(name.upper(), known)
        )
    return found
