"""`relapse bank prove`: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from relapse_cli.app.reports import proofs
from relapse_cli.errors import UsageError
from tests.checks.proofs.seeds import SEEDED, seeded_bank
from tests.cli.program import Program

OWN = """properties:
  - id: own-promise
    says: Lost control is never said.
    never: {flag: U-06}
"""


def test_what_does_not_hold_is_told_and_can_be_opened(relapse: Program, tmp_path: Path) -> None:
    """A seeded bank with a promise of its own ends with 5; a counter-example is a record and a case."""
    bank, folder = seeded_bank(tmp_path), tmp_path / "shown"
    (bank.with_suffix("") / "properties.yaml").write_text(OWN, "utf-8")
    done = relapse.run("bank", "prove", bank, "--format", "json", "--save", folder)
    assert done.code == 5
    proof = json.loads(done.out)
    assert proof["format"] == "relapse-bank-proof/1"
    assert proof["holds"] is False
    assert proof["bounds"][0].startswith("up to 3 products and 5 events")
    failed = {(row["about"], row["id"]) for row in proof["verdicts"] if row["state"] == "false"}
    assert failed >= SEEDED
    (own,) = (row for row in proof["verdicts"] if row["id"] == "own-promise")
    assert own["record"]["answers"] == {"event.control": "could_not_stop"}

    record = folder / f"{own['interview']}.json"
    case = folder / f"{own['interview']}.case.yaml"
    opened = relapse.run("plan", record, "--bank", bank, "--format", "json")
    assert opened.code == 0
    cases = bank.with_suffix("") / "cases"
    shutil.rmtree(cases)
    cases.mkdir()
    (cases / case.name).write_bytes(case.read_bytes())
    tested = json.loads(relapse.run("bank", "test", bank, "--format", "json").out)
    assert [(row["id"], row["passed"], row["to_review"]) for row in tested["cases"]] == [
        (own["interview"], True, True)
    ]
    named = {row["interview"] for row in proof["verdicts"] if row["interview"]}
    assert named <= {path.stem for path in folder.iterdir()}


def test_a_misspelt_id_is_one_clear_error(relapse: Program, tmp_path: Path) -> None:
    """Nothing is proved of a bank whose properties cannot be read; RELAPSE_BANK names it."""
    bank = seeded_bank(tmp_path)
    wrong = OWN.replace("U-06", "U-066")
    (bank.with_suffix("") / "properties.yaml").write_text(wrong, "utf-8")
    done = relapse.run("bank", "prove", env={"RELAPSE_BANK": str(bank)})
    assert (done.code, done.out) == (5, b"")
    assert "'U-066' is not a flag" in done.err
    assert "properties.yaml:4" in done.err


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most people never need the solver, and nobody is shown a failed import."""
    monkeypatch.setattr(proofs, "is_installed", lambda _: False)
    with pytest.raises(UsageError) as refused:
        proofs.prove_bank("post_relapse", lambda _done, _of: None)
    assert refused.value.message == "Proofs need an extra: pip install 'relapse-cli[prove]'"
