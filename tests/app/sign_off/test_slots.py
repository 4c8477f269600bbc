"""What is to be filled in on a plan: asked for one by one in the sign-off, left open, changed, signed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from relapse_cli.app.sign_off.slots import fill_slot
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Text
from relapse_cli.model.decision import Fill, Recheck
from relapse_cli.model.reply import Back, Skipped
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.records.reader import read_records
from relapse_cli.records.writer import record_text
from tests.app.sign_off.test_loop import CTRL_X, DOWN, ENTER, NO_PAPERS, READ, Keys, decided, hold, keys
from tests.app.therapist import Therapist
from tests.banks_under_test import shipped_bank
from tests.logic.sign_off.test_signing import signing_of

__all__ = ["keys"]

SOON = {"when": "2026-11-21T09:00:00+01:00", "who": "T"}
FIRST = ["P-CONTACT.missed", "P-TOLD.person", "P-TOLD.how_much", "P-TOLD.by_when"]


def quiet() -> Signing:
    """A plan whose next contact is soon enough."""
    return signing_of("PR-101", revise__next_contact=SOON)


def words(signing: Signing, rule: str, edition: Any) -> str:
    """What a line says in one edition."""
    return next(line for line in signing.plan.lines if line.id == rule).wording[edition]


def rest_of(signing: Signing) -> dict[str, list[Any]]:
    """Replies that pick nothing for any trigger and confirm every flag."""
    rows = {f"row.{row.id}": [Skipped(), Skipped()] for row in signing.rows}
    return rows | {f"flag.{flag.id}": ["confirm"] for flag in signing.flags}


def test_two_are_filled_in_and_one_stays_open() -> None:
    """The plan is signed; what was typed stands in both editions, what is open says who and until when."""
    signing = quiet()
    assert [slot.name for slot in signing.open_slots][:4] == FIRST
    therapist = Therapist(
        rest_of(signing)
        | {
            "hub": ["on", "sign"], "role": ["therapist"], "sign": ["sign"],
            "slot.P-CONTACT.missed": ["I call again at six."],
            "slot.P-TOLD.person": [Skipped()],
            "slot.P-TOLD.how_much": ["that it was one evening"],
        }
    )  # fmt: skip
    outcome, kept = hold(signing, therapist)
    assert outcome.state == "signed"
    fills = [(d["rule"], d["slot"], d["text"]) for d in decided(outcome) if d["kind"] == "fill"]
    assert fills == [
        ("P-CONTACT", "missed", "I call again at six."),
        ("P-TOLD", "how_much", "that it was one evening"),
    ]
    assert len(kept) == len(outcome.signing.record.decisions)
    made = outcome.signing
    assert plan(shipped_bank(), made.record).final
    assert "Agreed beside that: I call again at six.\n" in f"{words(made, 'P-CONTACT', 'clinician')}\n"
    for edition in ("clinician", "patient"):
        assert "“that it was one evening”" in words(made, "P-TOLD", edition)
    assert "tell: to be settled by you by " in words(made, "P-TOLD", "patient")
    assert "P-TOLD.by_when" in [slot.name for slot in made.open_slots]
    screen = therapist.screens["slot.P-TOLD.person"]
    assert (screen.ask, screen.ways.may_skip, screen.ways.may_leave_rest) == (Text(), True, True)
    assert screen.body[1].startswith("Who settles it: the patient.")
    assert "still to be filled in" in " ".join(therapist.screens["sign"].body)


def test_a_record_with_fillings_is_read_back_as_it_was(tmp_path: Path) -> None:
    """A file keeps every word of them."""
    signing = quiet()
    therapist = Therapist(
        rest_of(signing) | {"hub": ["on", "leave"], "slot.P-CONTACT.missed": ["“We” {call}\\n ____ – now"]}
    )
    record = hold(signing, therapist)[0].signing.record
    path = tmp_path / "record.json"
    path.write_text(record_text(record), encoding="utf-8")
    again = next(iter(read_records(path)))
    assert again.record is not None
    assert again.record.decisions == record.decisions


def test_all_of_the_rest_is_left_with_one_key(keys: Keys) -> None:
    """From any of them, with arrow keys and in typed lines."""
    signing = signing_of("PR-209", revise__next_contact=SOON)
    keys.waiting = [
        ENTER,
        DOWN + ENTER,
        " " + ENTER,
        "at six\r",
        CTRL_X,
        DOWN * 2 + ENTER,
        *READ,
        ENTER,
        DOWN * 2 + ENTER,
        NO_PAPERS,
    ]
    outcome, _ = hold(signing, keys.asker)
    assert [d["kind"] for d in decided(outcome)] == ["confirm", "pick", "fill", "sign_off"]
    typed = ["1", "1", "1", "at six", "", "/skip", "/rest", "2", "", "2", "5"]
    outcome, _ = hold(signing, PlainAsker(io.StringIO("\n".join(typed) + "\n"), io.StringIO()))
    assert [d["kind"] for d in decided(outcome)] == ["confirm", "pick", "fill", "sign_off"]


def test_what_was_filled_in_is_changed_and_one_step_back_opens_the_one_before() -> None:
    """The field shows what stands there; the last words stand."""
    signing = quiet()
    therapist = Therapist(
        rest_of(signing)
        | {
            "hub": ["on", "slots", "leave"],
            "slot.P-CONTACT.missed": ["a letter", "two letters"],
            "slot.P-TOLD.person": [Back(), "my sister", "my brother"],
            "slots": ["P-TOLD.person", Back()],
        }
    )
    outcome, _ = hold(signing, therapist)
    found = {slot.name: slot.text for _, slot in outcome.signing.slots}
    assert (found["P-CONTACT.missed"], found["P-TOLD.person"]) == ("two letters", "my brother")
    assert therapist.screens["slot.P-TOLD.person"].stored.value == "my sister"
    assert not therapist.screens["slot.P-TOLD.person"].ways.may_leave_rest
    options = {option.id: option.label for option in therapist.screens["slots"].ask.options}
    assert options["P-TOLD.by_when"].endswith("· open")
    assert f"2 of {len(found)} filled" in str(therapist.screens["hub"].ask.options)


def test_the_blanks_of_a_step_are_asked_for_once_it_is_picked() -> None:
    """In the same go; before that a trigger has nothing to fill in."""
    signing = signing_of("PR-209", revise__next_contact=SOON)
    row = signing.rows[0]
    ours = {f"{row.id}.{slot.id}" for slot in row.slots}
    assert not ours & {slot.name for slot in signing.open_slots}
    therapist = Therapist(
        {"hub": ["on", "leave"], f"row.{row.id}": [[row.options[0].id]]}
        | {f"flag.{flag.id}": ["confirm"] for flag in signing.flags}
        | {f"slot.{slot.name}": [Skipped()] for slot in signing.open_slots}
    )
    hold(signing, therapist)
    assert ours & {name.removeprefix("slot.") for name in therapist.seen}


def test_paper_at_home_is_asked_about_in_private_once() -> None:
    """Where home is not always safe; until then the sheet waits."""
    signing = signing_of("PR-101", revise__next_contact=SOON, safety__home_safe="not_always")
    assert [task.kind for task in signing.tasks][-1] == "paper"
    therapist = Therapist(rest_of(signing) | {"hub": ["on", "on", "leave"], "paper": ["later", "done"]})
    outcome, _ = hold(signing, therapist)
    assert decided(outcome)[-1] == {"kind": "recheck", "what": "paper"}
    assert not outcome.signing.needs_paper_recheck
    assert "nobody else within hearing" in " ".join(therapist.screens["paper"].body)
    assert not quiet().needs_paper_recheck


def test_asking_about_pressure_is_not_asking_about_paper() -> None:
    """Each is asked again for itself."""
    signing = signing_of("PR-101", revise__next_contact=SOON, safety__home_safe="not_always")
    assert signing.decide(Recheck(kind="recheck", what="coercion")).needs_paper_recheck
    assert not signing.decide(Recheck(kind="recheck", what="paper")).needs_paper_recheck


def test_who_is_asked_about_stabilisation_is_filled_in_once_for_lines_that_print_as_one() -> None:
    """D-03 stands under D-01 and asks the same; where it is filled in already it keeps its own words."""
    signing = signing_of("PR-103", stabilise__can_interrupt="unsure")
    therapist = Therapist({"slot.D-01.asked": ["Dr Novak"]})
    made, _ = fill_slot(therapist, signing, "D-01.asked")
    assert [(fill.rule, fill.slot, fill.text) for fill in made] == [
        ("D-01", "asked", "Dr Novak"),
        ("D-03", "asked", "Dr Novak"),
    ]
    own = signing.decide(Fill(kind="fill", rule="D-03", slot="asked", text="the ward"))
    made, _ = fill_slot(Therapist({"slot.D-01.asked": ["Dr Novak"]}), own, "D-01.asked")
    assert [fill.rule for fill in made] == ["D-01"]
