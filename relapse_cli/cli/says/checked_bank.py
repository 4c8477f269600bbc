"""What `relapse bank check` says: for people, programs, editors and the checks of a repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, assert_never
from urllib.parse import quote

from relapse_cli import __version__
from relapse_cli.cli.says.problems import problem_rows
from relapse_cli.formats.data.json_line import json_line
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.app.reports.checked_bank import CheckedBank
    from relapse_cli.model.bank import Bank
    from relapse_cli.problems import Problem

_FORMAT = "relapse-bank-check/1"
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST = 100
"""So many findings are written out for people; nobody mends more before looking again."""


def checked_bank(
    checked: CheckedBank, format: Literal["text", "json", "sarif", "github"], *, quiet: bool
) -> str:
    """What was found, as it is written to standard output."""
    match format:
        case "text":
            return _text(checked, quiet=quiet)
        case "json":
            return _json(checked)
        case "sarif":
            return json_line(_sarif(checked.problems))
        case "github":
            return "".join(map(_command, checked.problems))
        case _:
            assert_never(format)


def _text(checked: CheckedBank, *, quiet: bool) -> str:
    lines = [" ".join(str(problem).splitlines()) for problem in checked.problems[:_MOST]]
    if len(checked.problems) > _MOST:
        lines.append(f"And {len(checked.problems) - _MOST} more. Mend these first, then look again.")
    errors = sum(problem.severity == "error" for problem in checked.problems)
    warnings = len(checked.problems) - errors
    told = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    if told:
        lines.append(f"{' and '.join(told)}.")
    if checked.sound is not None and not quiet:
        lines.append(_counts(checked.sound, checked.excepted))
    return "".join(f"{line}\n" for line in lines)


def _counts(bank: Bank, excepted: int) -> str:
    """What a sound bank has, as a sentence."""
    beside = f" {counted(excepted, 'exception')} with a reason." if excepted else ""
    return (
        f"{bank.id} {bank.version} is sound: {len(bank.questions)} questions, {len(bank.flags)} flags, "
        f"{len(bank.actions)} lines.{beside}"
    )


def _json(checked: CheckedBank) -> str:
    """What was found, as one object on one line."""
    bank = checked.sound
    counts = bank and {
        "id": bank.id,
        "version": bank.version,
        "questions": len(bank.questions),
        "flags": len(bank.flags),
        "lines": len(bank.actions),
    }
    found = {"format": _FORMAT, "sound": bank is not None, "bank": counts, "excepted": checked.excepted}
    return json_line({**found, "problems": problem_rows(checked.problems)})


def _sarif(problems: Iterable[Problem]) -> dict[str, object]:
    """What was found as a log in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS)."""
    found = list(problems)
    kinds = {problem.code: problem for problem in reversed(found)}
    rules = sorted(kinds)
    driver = {
        "name": "relapse",
        "version": __version__,
        "rules": [
            {
                "id": code,
                "shortDescription": {"text": kinds[code].message},
                "help": {"text": kinds[code].remedy or kinds[code].message},
                "defaultConfiguration": {"level": kinds[code].severity},
            }
            for code in rules
        ],
    }
    results = [_result(problem, rules.index(problem.code)) for problem in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem, rule: int) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(problem.file)}}
    if problem.line:
        place["region"] = {
            "startLine": problem.line,
            **({"startColumn": problem.column} if problem.column else {}),
        }
    location: dict[str, object] = {"physicalLocation": place} if problem.file else {}
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": f"{problem.message} {problem.remedy}".strip()},
        "locations": [location] if location else [],
    }


def _uri(file: str) -> str:
    """A file as an address: below the folder one works in by its name there."""
    path = Path(file)
    if not path.is_absolute():
        return quote(path.as_posix())
    here = Path.cwd()
    return quote(path.relative_to(here).as_posix()) if path.is_relative_to(here) else path.as_uri()


def _command(problem: Problem) -> str:
    """A finding as a command that the checks of a repository on GitHub read off the output."""
    places = {"file": problem.file, "line": problem.line, "col": problem.column, "title": problem.code}
    given = ",".join(f"{key}={_property(value)}" for key, value in places.items() if value)
    words = (
        f"{problem.path}: {problem.message} {problem.remedy}"
        if problem.path
        else f"{problem.message} {problem.remedy}"
    )
    return f"::{problem.severity} {given}::{_escaped(words.strip())}\n"


def _escaped(value: object) -> str:
    return str(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
