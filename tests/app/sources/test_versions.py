"""Records of other versions in files: brought to the bank as the store brings its own, or refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.reports import plan as write_plan
from relapse_cli.app.reports import why as explain_record
from relapse_cli.app.reports.history import read_history
from relapse_cli.app.reports.plan import PlanRequest
from relapse_cli.app.review.asked import Asked
from relapse_cli.app.review.judge import Judge
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.resume import resume_file
from relapse_cli.app.sign_off import run as run_sign_off
from relapse_cli.app.sign_off.run import SignOffRequest
from relapse_cli.app.sources.answers import read_answers
from relapse_cli.app.sources.records import read_one
from relapse_cli.app.upkeep.export import ExportRequest, export_store
from relapse_cli.batch.inputs.item import Item
from relapse_cli.batch.plain import plain_row
from relapse_cli.errors import InputError, UsageError
from relapse_cli.logic.plan.final import is_of_another_version
from relapse_cli.model.bank import Bank
from relapse_cli.model.migration import Migration
from relapse_cli.model.record import BankPin
from tests.app.held import CLOCK, Desk, Person, stored_id
from tests.banks_under_test import shipped_bank
from tests.logic.plan_bases import interview

MIGRATION = Migration.model_validate(
    {
        "from": "0.9",
        "to": shipped_bank().version,
        "rename": {"prior.told": "prior.helped", "frame.where": "frame.location"},
        "map": {"event.disclosed": {"tested": "test"}},
        "drop": {"event.colour": "Nobody needed it."},
        "again": {"event.escalation": {"was": ["same"], "why": "It could mean either."}},
    }
)
OLDER = {"id": "post_relapse", "version": "0.9", "digest": "sha256:0"}
ANSWERS = {
    "frame.consent": True, "frame.where": "17 Hidden Lane", "prior.told": "words of then",
    "event.disclosed": "tested", "event.colour": "red", "event.escalation": "same",
    "safety.home_safe": True, "safety.suicide": {"status": "declined"},
}  # fmt: skip
LOST = [("JRN_006", "event.colour"), ("JRN_006", "safety.home_safe"), ("JRN_007", "event.escalation")]
REFUSED = [
    ({"version": "99.0"}, "VERSION_002"),
    ({"id": "another"}, "VERSION_001"),
]


def old_data(**more: Any) -> dict[str, Any]:
    """A record of the older version: renamed, mapped, given up, and of another type than today."""
    return {
        **interview({}, id="old", case="PR-1"),
        "bank": OLDER,
        "answers": ANSWERS,
        "started_at": CLOCK,
        **more,
    }


def written(folder: Path, name: str = "old.json", **more: Any) -> Path:
    """The same in a file."""
    path = folder / name
    path.write_text(json.dumps(old_data(**more)), "utf-8")
    return path


@pytest.fixture
def bank(desk: Desk) -> Bank:
    """The shipped bank, which says what became of the older version."""
    whole = {field: getattr(desk.bank, field) for field in Bank.model_fields}
    return Bank.model_validate(whole | {"migrations": (MIGRATION,)})


@pytest.fixture
def door(desk: Desk, bank: Bank, monkeypatch: pytest.MonkeyPatch) -> Iterator[StoreDoor]:
    """The door to the desk's store; every command works with that bank."""
    for module in (write_plan, explain_record, run_sign_off):
        monkeypatch.setattr(module, "require_bank", lambda _: bank)
    door = desk.door()
    yield door
    door.close()


def test_a_file_is_brought_as_the_store_brings_it(desk: Desk, bank: Bank, door: StoreDoor) -> None:
    """The same record with the same warnings in the same words, but for where it came from."""
    (name,) = desk.put(old_data())
    stored, told_there = read_one(name, bank, door)
    filed, told_here = read_one(str(written(desk.folder, id=stored_id("old"))), bank)
    assert filed.answers["prior.helped"] == "words of then"
    assert filed.answers["event.disclosed"] == "test"
    assert "safety.home_safe" not in filed.answers
    assert filed.model_copy(update={"answers": {}}) == stored.model_copy(update={"answers": {}})
    assert {**filed.answers, "frame.location": "withheld"} == stored.answers
    assert [(each.code, each.path) for each in told_here if each.severity == "warning"] == LOST
    assert [(p.code, p.path, p.message) for p in told_here] == [
        (p.code, p.path, p.message) for p in told_there
    ]


def test_plan_why_history_and_review_read_it_alike(desk: Desk, bank: Bank, door: StoreDoor) -> None:
    """Each tells what is lost or asked again; the row of a review is that of the plan's record."""
    path = written(desk.folder)
    record, _ = read_one(str(path), bank)
    (made,) = write_plan.write_plans(PlanRequest(str(path), "", format="json", door=door))
    why = explain_record.explain_record(explain_record.why_request([str(path)], "", door=door))
    records, told = read_history([str(path)], bank, door)
    judged = Judge(Asked(bank)).judge(Item("x.jsonl", 1, path.read_bytes()))
    assert made.text is not None
    assert json.loads(made.text)["bank"]["version"] == bank.version
    assert any("made with post_relapse 0.9" in words for words in made.remarks)
    assert records == [record]
    assert (judged.row, judged.migrated) == (plain_row(bank, record), True)
    problems = [made.problems, why.problems, told[0][1], judged.problems]
    assert [[(each.code, each.path) for each in found] for found in problems] == [LOST] * 4


@pytest.mark.parametrize(("pin", "code"), REFUSED)
def test_a_newer_version_and_another_bank_are_refused_by_name(
    desk: Desk, bank: Bank, door: StoreDoor, pin: dict[str, str], code: str
) -> None:
    """For that and nothing else, in every command, out of a file and out of the store."""
    names = (*pin.values(), bank.version if "version" in pin else bank.id)
    data = {"bank": {**OLDER, **pin}, "answers": {"frame.consent": True, "no.such": 1}}
    path = written(desk.folder, **data)
    (stored,) = desk.put(old_data(**data))
    (made,) = write_plan.write_plans(PlanRequest(str(path), "", door=door))
    _, told = read_history(
        [
            str(path),
            str(written(desk.folder, "2.json", id="b", case="B")),
            str(written(desk.folder, "3.json", id="c", case="C")),
        ],
        bank,
        door,
    )
    judged = Judge(Asked(bank)).judge(Item("x.jsonl", 1, path.read_bytes()))
    for problems in (made.problems, told[0][1], judged.problems):
        assert [(each.code, each.severity) for each in problems] == [(code, "error")]
        assert all(name in problems[0].message for name in names)
    person = Person({"go_on": "go_on"})
    for refused in (
        lambda: read_one(str(path), bank),
        lambda: read_one(stored, bank, door),
        lambda: read_history(["PR-1"], bank, door),
        lambda: read_history([str(path)], bank, door),
        lambda: read_answers(str(path), bank),
        lambda: resume_file(bank, Request("", started_at=CLOCK), str(path), person, None),
        lambda: explain_record.explain_record(explain_record.why_request([str(path)], "", door=door)),
    ):
        with pytest.raises(InputError) as caught:
            refused()
        assert code in {each.code for each in caught.value.problems}
    assert person.screens == []


def test_an_older_version_of_which_nothing_is_said_is_read_only_where_all_of_it_fits(desk: Desk) -> None:
    """One record is looked at by somebody, who is told; many are counted, and it is not among them."""
    pin = {**OLDER, "version": "0.5"}
    fits = written(desk.folder, bank=pin, answers={"frame.consent": True})
    record, problems = read_one(str(fits), desk.bank)
    assert record.answers == {"frame.consent": True}
    assert [(each.code, each.severity) for each in problems] == [("VERSION_004", "warning")]
    assert "0.5" in problems[0].message
    with pytest.raises(InputError) as caught:
        read_one(str(written(desk.folder, bank=pin)), desk.bank)
    assert [each.code for each in caught.value.problems] == ["VERSION_003"]
    judged = Judge(Asked(desk.bank)).judge(Item("x.jsonl", 1, fits.read_bytes()))
    assert (judged.row, judged.other_version) == (None, True)


def test_a_newer_format_is_refused_by_both_names(desk: Desk) -> None:
    """Whatever else stands in it; its own line is named."""
    path = written(desk.folder, format="relapse-interview/2", news=True)
    with pytest.raises(InputError) as caught:
        read_one(str(path), desk.bank)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.line) == ("REC_022", "format", 1)
    assert "relapse-interview/2" in problem.message
    assert "relapse-interview/1" in problem.message


def test_going_on_with_an_older_file_loses_nothing_of_it(desk: Desk, bank: Bank) -> None:
    """What has no place today stays in its file, what goes on stands beside it, and all of it is said."""
    path = written(desk.folder)
    before = path.read_bytes()
    person = Person({"go_on": "go_on"})
    session = resume_file(bank, Request("", started_at=CLOCK), str(path), person, None)
    assert session.file is not None
    assert session.file.path != path
    record = session.interview.record
    assert (record.id, record.bank) == ("old", BankPin(id=bank.id, version=bank.version, digest=bank.digest))
    assert record.answers["prior.helped"] == "words of then"
    said = " ".join(person.screen("go_on").body)
    assert "'prior.told' is now 'prior.helped'" in said
    assert "Nobody needed it." in said
    assert "It could mean either." in said
    assert "words of then" not in said
    with pytest.raises(UsageError, match="no place in this version"):
        resume_file(bank, Request("", started_at=CLOCK, output=path, force=True), str(path), person, None)
    assert path.read_bytes() == before


def test_answers_out_of_an_older_record_are_brought_too(desk: Desk, bank: Bank) -> None:
    """With the names of today, and what is lost is told."""
    found = read_answers(str(written(desk.folder)), bank)
    assert found.answers["prior.helped"] == "words of then"
    assert len(found.lost) == 2
    assert "event.colour" in found.lost[0]


def test_a_sign_off_never_writes_over_a_file_of_an_older_version(
    desk: Desk, bank: Bank, door: StoreDoor
) -> None:
    """It is offered to stand beside it, with the answers and the version of today."""
    path = written(desk.folder)
    before = path.read_bytes()
    person = Person({"sign.where": "beside"})
    request = SignOffRequest(str(path), "", person=person, door=door)
    run_sign_off.run_sign_off(request)
    assert [option.id for option in person.screen("sign.where").ask.options] == ["beside", "stop"]  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="stays as it is"):
        run_sign_off.run_sign_off(SignOffRequest(str(path), "", output=path, force=True, person=person))
    assert path.read_bytes() == before


def test_an_export_of_an_older_record_reads_back_as_the_store_reads_it(
    desk: Desk, bank: Bank, door: StoreDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question under its older name is exported or withheld as it is under that of today."""
    from relapse_cli.app.upkeep import export

    monkeypatch.setattr(export, "require_bank", lambda _: bank)
    (name,) = desk.put(old_data())
    made = export_store(door, ExportRequest(""))
    path = desk.folder / "exported.jsonl"
    path.write_text(made.text, "utf-8")
    answers = json.loads(made.text)["answers"]
    assert (answers["prior.told"], answers["frame.where"]) == ("words of then", "withheld")
    filed, told_here = read_one(str(path), bank)
    stored, told_there = read_one(name, bank, door)
    assert filed == stored
    assert is_of_another_version(bank, filed)
    assert [(p.code, p.message) for p in told_here] == [(p.code, p.message) for p in told_there]
