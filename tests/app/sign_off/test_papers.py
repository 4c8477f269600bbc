"""The papers around a signature: read before it as they will be handed out, written after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from relapse_cli.app.reports.hand_out import sheets_of, usual_sheets
from relapse_cli.app.sign_off.lines import Names, agreed_words
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.text import terminal
from relapse_cli.logic.sign_off.signing import Signing
from relapse_cli.model.ask import Choice
from relapse_cli.model.decision import Pick
from relapse_cli.model.reply import Back, Paused
from relapse_cli.model.screen import OWN
from relapse_cli.model.step import Step
from tests.app.sign_off.test_loop import hold
from tests.app.therapist import Therapist
from tests.banks_under_test import line_of, shipped_bank
from tests.logic.sign_off.test_signing import SOON, signing_of

PAGE, SHEET = "The patient's page", "The family sheet"


def ready() -> Signing:
    """A record of which nothing but the signature is missing."""
    signing = signing_of("PR-101", revise__next_contact=SOON)
    assert signing.may_sign
    return signing


def signs(**more: list[Any]) -> Therapist:
    """A therapist who signs at once."""
    replies = {"hub": ["sign"], "role": ["therapist"], "sign": ["sign"]}
    return Therapist(replies | {name.replace("_", "."): given for name, given in more.items()})


def test_what_is_shown_before_the_signature_is_what_is_handed_out_after_it() -> None:
    """The same rows, without a mark of a draft."""
    therapist = signs()
    outcome, _ = hold(ready(), therapist)
    assert outcome.state == "signed"
    document = plan_document(outcome.signing.handed_out, shipped_bank(), "patient")
    assert therapist.pages[PAGE] == terminal.render(document, RenderOptions(width=80)).splitlines()
    assert shipped_bank().wording.draft not in "\n".join(therapist.pages[PAGE])
    assert therapist.read_titles == [PAGE]


def test_the_family_sheet_is_shown_where_there_is_one() -> None:
    """After the patient's page, and only when it may go out."""
    signing = signing_of("PR-107", close__learned="Sleep goes first.", revise__next_contact=SOON)
    confirmed = {f"flag.{flag.id}": ["confirm"] for flag in signing.flags}
    replies: dict[str, list[Any]] = {
        "hub": ["on", "sign"], "role": ["therapist"], "sign": ["sign"], "recheck": ["done"], **confirmed,
        **{f"row.{row.id}": [[row.options[0].id]] for row in signing.rows},

    }  # fmt: skip
    therapist = Therapist(replies)
    outcome, _ = hold(signing, therapist)
    assert outcome.state == "signed"
    assert therapist.read_titles == [PAGE, SHEET]


def test_a_sentence_is_changed_from_there_and_the_page_comes_again() -> None:
    """What was changed stands on the page that is then signed."""
    therapist = signs(
        sign=["words", "sign"],
        role=["therapist", "therapist"],
        sentences=["P-TOLD", "A-KEEP", "back"],
    )
    therapist.replies |= {
        "text.P-TOLD.patient": ["You tell your sister tonight."],
        "text.A-KEEP.patient": ["You told someone the next day, and that stays."],
    }
    outcome, _ = hold(ready(), therapist)
    assert outcome.state == "signed"
    assert therapist.read_titles == [PAGE, PAGE]
    shown = " ".join(" ".join(therapist.pages[PAGE]).split())
    assert "You tell your sister tonight." in shown
    assert "You told someone the next day, and that stays." in shown


def test_papers_are_written_from_the_same_screen(tmp_path: Path) -> None:
    """Which, as what, and where; a name that is taken is told, and another folder is asked for."""
    taken, free = tmp_path / "taken", tmp_path / "free"
    taken.mkdir()
    (taken / "PR-101_2026-11-20_patient.md").write_text("mine")
    therapist = signs(
        papers_which=[["patient", "calendar"]],
        papers_format=["markdown"],
        papers_folder=[str(taken), str(free)],
    )
    hold(ready(), therapist)
    assert sorted(path.name for path in free.iterdir()) == [
        "PR-101_2026-11-20_calendar.ics",
        "PR-101_2026-11-20_patient.md",
    ]
    assert [path.name for path in taken.iterdir()] == ["PR-101_2026-11-20_patient.md"]
    assert "already" in therapist.screens["papers.folder"].body[0]
    assert "PR-101_2026-11-20_patient.md" in "".join(therapist.pages["These papers are written"])


@pytest.mark.parametrize("leaves", [["none"], Back(), Paused(), Paused(interrupted=True)], ids=str)
def test_whoever_leaves_has_signed_and_written_nothing(tmp_path: Path, leaves: object) -> None:
    """The signature stands however the papers are left."""
    therapist = signs(papers_which=[leaves])
    outcome, _ = hold(ready(), therapist)
    assert outcome.state == "signed"
    assert list(tmp_path.iterdir()) == []


def test_a_calendar_alone_needs_no_format(tmp_path: Path) -> None:
    """Nothing is asked that has no answer."""
    therapist = signs(papers_which=[["calendar"]], papers_folder=[str(tmp_path / "new")])
    hold(ready(), therapist)
    assert "papers.format" not in therapist.seen
    assert [path.suffix for path in (tmp_path / "new").iterdir()] == [".ics"]


def test_a_name_in_braces_that_stands_for_nothing_is_refused() -> None:
    """It would be handed out as it was typed; what was probably meant is named."""
    line = line_of(ready().plan, "P-TOLD")
    assert line is not None
    names = Names(line)
    assert names.faults("Ring {person} at once.") == []
    assert names.faults("Ring {preson} at once.") == [
        "Nothing is filled in for {preson}. Did you mean 'person'?"
    ]
    assert names.faults(["an option"]) == []


def shown_on(therapist: Therapist, page: str) -> str:
    """A page as it was read last, on one row."""
    return " ".join(" ".join(therapist.pages[page]).split())


def test_the_first_and_the_last_sentence_can_be_changed() -> None:
    """What no rule carries is reworded like a line, on the patient's page only."""
    therapist = signs(sign=["words", "sign"], role=["therapist"] * 2, sentences=["X-HEAD", "X-CLOSE", "back"])
    therapist.replies |= {
        "text.X-HEAD.patient": ["This weighs a lot, and we work on it.\nTogether."],
        "text.X-CLOSE.patient": ["See you on Tuesday."],
    }
    outcome, _ = hold(ready(), therapist)
    assert outcome.state == "signed"
    page = shown_on(therapist, PAGE)
    assert "This weighs a lot, and we work on it. Together. Many people" in page
    assert "See you on Tuesday. ─" in page
    head, close = shipped_bank().wording.fixed.head, shipped_bank().wording.fixed.close
    assert head not in page
    assert close not in page
    plan = outcome.signing.handed_out
    assert head in terminal.render(plan_document(plan, shipped_bank(), "clinician"), RenderOptions(width=200))
    assert plan.refused == ()


def test_the_words_of_a_picked_step_can_be_changed() -> None:
    """They are put up as they stand on the page, and what is typed stands there in their place."""
    signing = ready()
    row = signing.rows[0]
    signing = signing.decide(Pick(kind="pick", rule=row.id, options=(row.options[0].id,)))
    step = row.options[0].texts["patient"].heading
    therapist = signs(sign=["words", "sign"], role=["therapist"] * 2, sentences=[row.id, "back"])
    therapist.replies |= {f"text.{row.id}.patient": ["You get up at seven, whatever the night was."]}
    outcome, _ = hold(signing, therapist)
    assert outcome.state == "signed"
    assert str(therapist.screens[f"text.{row.id}.patient"].stored.value).startswith(step)
    assert "You get up at seven, whatever the night was." in shown_on(therapist, PAGE)
    assert " ".join(step.split()) not in shown_on(therapist, PAGE)


def test_the_list_holds_what_stands_on_the_page_and_nothing_else() -> None:
    """A line that is only offered beside the page is not there; nor is a gap."""
    signing = ready()
    therapist = signs(sign=["words", "sign"], role=["therapist"] * 2, sentences=["back"])
    hold(signing, therapist)
    rows = therapist.screens["sentences"].ask
    assert isinstance(rows, Choice)
    page = shown_on(therapist, PAGE)
    for option in rows.options[:-2]:
        assert option.label.rstrip("…").strip() in page
    assert [option.id for option in rows.options[-2:]] == ["answers", "back"]


def test_any_line_of_the_family_sheet_can_be_changed_before_it_goes_out() -> None:
    """Its opening, its own lines, and lines of the plan that stand on it."""
    signing = signing_of("PR-107", close__learned="Sleep goes first.", revise__next_contact=SOON)
    confirmed = {f"flag.{flag.id}": ["confirm"] for flag in signing.flags}
    replies: dict[str, list[Any]] = {
        "hub": ["on", "sign"], "role": ["therapist"] * 2, "sign": ["words", "sign"], "recheck": ["done"],
        "sentences": ["X-FAMILY", "FS-01", "back"],
        "text.X-FAMILY.family": ["For your sister."],
        "text.FS-01.family": ["Say it once.\nThen let it rest."],
        **confirmed, **{f"row.{row.id}": [[row.options[0].id]] for row in signing.rows},
    }  # fmt: skip
    therapist = Therapist(replies)
    outcome, _ = hold(signing, therapist)
    assert outcome.state == "signed"
    sheet = shown_on(therapist, SHEET)
    assert "For your sister." in sheet
    assert "This sheet is for" not in sheet
    assert "Say it once. Then let it rest." in sheet
    assert outcome.signing.handed_out.refused == ()


def test_the_agreed_time_cannot_be_typed_away() -> None:
    """Every paper and the calendar say it; whoever wants another one is told where it is changed."""
    signing = ready()
    contact = signing.plan.next_contact
    assert contact is not None
    step = Step(f"{OWN}sign.text.P-CONTACT.patient")
    contact_line = line_of(signing.plan, "P-CONTACT")
    names = Names(contact_line, agreed_words(signing, contact_line))
    [told] = names.faults("We speak next: Wed 2 Dec 2026, 15:00.", step)
    assert contact.words in told
    assert "change the answer about the next contact" in told
    assert names.faults(f"We speak again: {contact.words}, on the phone.", step) == []
    told_line = line_of(signing.plan, "P-TOLD")
    assert Names(told_line, agreed_words(signing, told_line)).faults("You tell her.", step) == []


def test_words_about_safety_are_looked_at_a_second_time() -> None:
    """What it said and what it would say stand side by side; "go back" leads to the words again."""
    therapist = signs(sign=["words", "sign"], role=["therapist"] * 2, sentences=["A-SAFETY", "back"])
    therapist.replies |= {
        "text.A-SAFETY.patient": ["All will be well.", "Call 112 if you cannot be woken."],
        "second.A-SAFETY": ["again", "second"],
    }
    outcome, _ = hold(ready(), therapist)
    assert outcome.state == "signed"
    assert "All will be well." not in shown_on(therapist, PAGE)
    assert "Call 112 if you cannot be woken." in shown_on(therapist, PAGE)
    before, after = therapist.screens["second.A-SAFETY"].body
    assert before.startswith("It said: We talked about your safety.")
    assert after == "It would say: Call 112 if you cannot be woken."


def test_details_are_offered_and_written_only_when_they_are_marked(tmp_path: Path) -> None:
    """They stand in the list; the usual set has them not."""
    therapist = signs(
        papers_which=[["patient", "details"]], papers_format=["markdown"], papers_folder=[str(tmp_path)]
    )
    outcome, _ = hold(ready(), therapist)
    assert "PR-101_2026-11-20_details.md" in {path.name for path in tmp_path.iterdir()}
    plan = outcome.signing.handed_out
    assert "details" in [sheet.name for sheet in sheets_of(plan, shipped_bank())]
    assert "details" not in [sheet.name for sheet in usual_sheets(plan, shipped_bank())]
