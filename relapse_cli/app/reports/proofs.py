"""What can be proved of a bank, and the interviews that show it, as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from relapse_cli.app.reports.written_cases import case_of, cases_text
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.banks.properties import properties_path, read_properties
from relapse_cli.banks.shipped import find_bank
from relapse_cli.checks.properties import check_properties
from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.files import write_private
from relapse_cli.formats.extras import is_installed
from relapse_cli.records.writer import record_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from relapse_cli.checks.proofs.verdict import Proof
    from relapse_cli.checks.proofs.witness import Interview
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_properties import Properties

_SOLVER = "z3"


def prove_bank(name_or_path: str, step: Callable[[int, int], None]) -> Proof:
    """Prove what can be proved of a bank and of the properties beside it.

    Args:
        name_or_path: a shipped bank, or the file of one.
        step: told how many of the steps are done.

    Raises:
        UsageError: what proofs need is not installed.
        InputError: there is no such bank, or it or its properties have faults; all of them are named.
    """
    if not is_installed(_SOLVER):
        raise UsageError("Proofs need an extra: pip install 'relapse-cli[prove]'")
    from relapse_cli.checks.proofs.prove import prove

    bank = require_bank(name_or_path)
    return prove(bank, require_properties(bank, properties_path(find_bank(name_or_path))), step)


def require_properties(bank: Bank, path: Path) -> Properties:
    """Return the properties of a bank; one without a file of them has none of its own.

    Raises:
        InputError: they have faults; all of them are named.
    """
    reading = read_properties(path, bank)
    problems = list(reading.problems)
    if reading.properties is not None:
        problems += check_properties(reading.properties, bank, reading.places)
    if reading.properties is None or problems:
        raise InputError(
            f"The properties in {path} cannot be used.",
            problems=problems,
            remedy="Mend what is named above, then prove the bank again.",
        )
    return reading.properties


def save_interviews(proof: Proof, folder: Path) -> int:
    """Write each interview that a verdict names into a folder; return how many there are.

    A counter-example stands there as a case as well, with what the bank makes of it today.

    Raises:
        UsageError: a file of one of the names is there.
        InputError: the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder {folder} cannot be made: {reason_of(error)}.") from error
    written = dict(_files(proof))
    for name, text in written.items():
        write_private(folder / name, text.encode())
    return len(written)


def _files(proof: Proof) -> Iterator[tuple[str, str]]:
    for verdict in proof.verdicts:
        for interview in (verdict.interview, verdict.second):
            if interview is not None:
                yield from _records(interview)
    for verdict in proof.failed:
        if verdict.interview is not None:
            name = verdict.interview.record.id
            says = f"{verdict.about} {verdict.id}, {verdict.state}: {verdict.says}"
            yield f"{name}.case.yaml", cases_text([case_of(name, says, verdict.interview)])


def _records(interview: Interview) -> Iterator[tuple[str, str]]:
    yield f"{interview.record.id}.json", record_text(interview.record)
    if interview.earlier is not None:
        yield f"{interview.earlier.id}.json", record_text(interview.earlier)
