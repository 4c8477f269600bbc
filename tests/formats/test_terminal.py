"""The terminal document: golden screens, every width, and nothing in it but words."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given
from wcwidth import wcswidth

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import LineDue, LineText, Quote, Said
from relapse_cli.text.sanitize import sanitize
from tests.conftest import CheckGolden
from tests.documents.hostile import hostile_text
from tests.documents.plans import (
    make_answer,
    make_bank,
    make_event,
    make_flag,
    make_full_plan,
    make_line,
    make_option,
    make_plan,
)
from tests.examples import examples

ESC = "\x1b"
EDITIONS = get_args(Edition)
COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")


def render(edition: Edition = "clinician", plan: object = None, **options: object) -> str:
    """Return the terminal document of the full plan, or of another."""
    return write_plan(plan or make_full_plan(), make_bank(), edition, "terminal", RenderOptions(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [40, 80])
def test_golden(edition: Edition, width: int, check_golden: CheckGolden) -> None:
    """The screen of each edition is the one that was read and approved."""
    check_golden(f"plan_{edition}_{width}.txt", render(edition, width=width))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("ascii", [True, False])
def test_no_line_is_wider_than_the_screen(edition: Edition, width: int, ascii: bool) -> None:  # noqa: A002 - the option's name
    """At every width each line fits."""
    assert max(wcswidth(line) for line in render(edition, width=width, ascii=ascii).splitlines()) <= width


@pytest.mark.parametrize("edition", EDITIONS)
def test_without_colour_there_is_no_escape(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour off means no ESC byte, whatever the environment asks for."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert ESC not in render(edition)


def test_colour_changes_nothing_but_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are the same with colour, also where the environment says there is no terminal."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    coloured = render(color=True)
    assert ESC in coloured
    assert [line.rstrip() for line in COLOUR_CODE.sub("", coloured).splitlines()] == render().splitlines()


def test_ascii_uses_ascii_signs() -> None:
    """With ASCII asked for, a document of ASCII words is ASCII, quotation marks and dashes included."""
    assert render(ascii=True).isascii()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "no-such-encoding"])
def test_a_stream_that_is_not_utf_8_can_hold_every_sign(encoding: str) -> None:
    """What an old terminal cannot hold is replaced instead of ending in an error."""
    plan = make_full_plan(lines=(make_line("P-TOLD", "Café 日本 “ja”"),))
    text = render(plan=plan, encoding=encoding)
    text.encode("ascii" if encoding == "no-such-encoding" else encoding)
    assert "Caf" in text
    assert '"ja"' in text


@given(hostile_text)
@examples(150)
def test_an_answer_can_do_nothing_to_the_terminal(value: str) -> None:
    """Typed text in any place leaves only characters that the sanitizer lets through."""
    plan = make_plan(
        lines=(
            make_line("P-TOLD", f"x{value}", owner=value, due=LineDue(value, "set", value)),
            make_line("T-SLEEP", f"x{value}", section="trigger", options=(make_option("a", value, value),)),
            make_line("P-EMERGENCY", f"x{value}", section="emergency"),
        ),
        timeline=(make_event(value, value, domain_label=value, stage_label=value),),
        notices=(value,),
    )
    text = render(plan=plan)
    assert sanitize(text) == text
    assert max(wcswidth(line) for line in text.splitlines()) <= 80


@pytest.mark.parametrize(
    "value", ["[red]stop[/red]", "[link=file:///x]y[/link]", ":warning:", "[/]", "[bold"]
)
def test_markup_in_an_answer_is_words(value: str) -> None:
    """Square brackets are shown as they were typed."""
    assert f"• {value}" in render("patient", make_plan(lines=(make_line("P-TOLD", value),)), color=False)


def test_safety_comes_first() -> None:
    """The emergency card stands above what was found, and the sections keep their order."""
    text = render()
    first = ["━ Now ━", "What was found", "Still to clarify", "The first 24 hours", "Next contact"]
    rest = ["Staying in contact", "Safety ─", "Medicines ─", "What led up to it ─", "How we talk about it ─"]
    places = [text.index(word) for word in [*first, *rest, "Notes ─", "Sources ─"]]
    assert places == sorted(places)


def test_each_action_says_who_and_by_when() -> None:
    """An action carries its owner, its due words and the date in full."""
    plan = make_plan(lines=(make_line("P-TOLD", "One person is told."),))
    assert render(plan=plan).split("• One person is told. [1]\n")[1].splitlines()[0] == (
        "  Who: patient   By when: within 24 hours (Sat 21 Nov 2026, 09:00)"
    )


def test_missing_who_and_when_are_named_for_the_clinician() -> None:
    """An action without owner or date says so to the clinician, and is silent to the patient."""
    plan = make_plan(lines=(make_line("own-1", "A walk.", rule=None, role="own", owner=None, due=None),))
    assert "  Who: not recorded   By when: not recorded\n" in render("clinician", plan)
    assert "Who:" not in render("patient", plan)


def test_options_are_a_choice_until_they_are_agreed() -> None:
    """Boxes show what is offered and picked; in a final plan with only picked options there are none."""
    picked = make_option("a", "Diary", "Diary", picked=True)
    offered = (picked, make_option("b", "Review", "Review"))
    draft = make_plan(lines=(make_line("T-SLEEP", "Sleep", options=offered),))
    final = make_plan(final=True, lines=(make_line("T-SLEEP", "Sleep", options=(picked,)),))
    assert "  Choose together:\n    ☑ Diary\n    ☐ Review\n" in render("clinician", draft)
    assert "  Agreed: Diary\n" in render("clinician", final)


def test_quotations_stand_apart() -> None:
    """A further line in quotation marks is set in and marked with a bar."""
    plan = make_plan(
        lines=(make_answer("A-HOPED", "trigger", "Hoped for:\n“One quiet night.”\nNothing else"),)
    )
    assert "• Hoped for: [1]\n    │ “One quiet night.”\n  Nothing else\n" in render("clinician", plan)


def test_the_picture_shows_number_words_and_where_to_step_in() -> None:
    """A bar has its number, its domain and its time in words; only the earliest point is marked."""
    text = render("clinician")
    assert "  ██████░░░░  6/10 Sleep  ◀ step in here\n              3 weeks before: Early shift" in text
    assert "  ··········   --  Anxiety, not rated\n" in text
    assert text.count("step in here") == 1


def test_the_picture_is_not_repeated_in_words() -> None:
    """An event that is drawn is left out beneath the line; what else was said stays."""
    text = render()
    assert text.count("Early shift began") == 1
    assert "I went onto the early shift" in text


def test_a_long_quotation_stands_under_its_label() -> None:
    """Where label and quotation fill more than two rows, the quotation is set in beneath."""
    words = Quote(f"“Tense, and awake at four. {'Again. ' * 9}”")
    said = LineText(("Said:",), (Said("What it felt like in the days before", (words,)),))
    plan = make_plan(lines=(make_answer("A-HOPED", "trigger", "", texts={"clinician": said}),))
    text = render("clinician", plan, width=60)
    assert "  What it felt like in the days before:\n    │ “Tense," in text


def test_the_picture_stands_without_its_line() -> None:
    """A sequence is drawn even where no line introduces it."""
    plan = make_plan(timeline=(make_event("Slept badly", "a week before"),))
    assert "a week before: Slept badly" in render("clinician", plan)


def test_the_patients_page_draws_no_sequence() -> None:
    """The sequence is offered beside the page, and stands on it neither drawn nor in words."""
    assert "step in here" not in render("patient")


def test_the_patient_reads_no_level_flag_or_id() -> None:
    """The patient's document names no level, no flag, no rule, no answer and no basis."""
    text = render("patient")
    words = [
        "evel",
        "E-01",
        "M-04",
        "P-TOLD",
        "T-SLEEP",
        "seed",
        "contact.told",
        "event.mixed",
        "own-1",
        "core",
    ]
    assert [word for word in words if word in text] == []


def test_the_patient_is_spoken_to() -> None:
    """Owners are named as the patient would name them, where the words of the line do not say who it is."""
    line = make_line("P-MEANS", "Who keeps it.", section="safety", owner="patient with therapist")
    own = line.model_copy(update={"rule": None, "id": "own-1", "role": "own"})
    assert "Who: you with your therapist" in render("patient", make_plan(lines=(own,)))
    assert "Who: " not in render("patient", make_plan(lines=(line,)))


def test_marks_are_shown_until_they_no_longer_hold() -> None:
    """Every edition says that it is a draft and that the bank is not reviewed, for as long as that is so."""
    for edition in EDITIONS:
        draft = render(edition)
        done = render(edition, make_full_plan(final=True, reviewed_by="Dr A"))
        assert ("Draft: not signed off" in draft, "Not clinically reviewed" in draft) == (True, True)
        assert ("Draft: not signed off" in done, "Not clinically reviewed" in done) == (False, False)


def test_both_levels_are_shown() -> None:
    """The clinician reads the computed level, the decided one, and which of them the lines follow."""
    text = render()
    assert "Computed  level 4 of 4 – emergency now\nDecided   level 3 of 4 – medical advice today\n" in text
    assert "The lines below follow level 4.\n" in text


def test_flags_show_decision_basis_source_and_what_is_not_known() -> None:
    """The most urgent flag comes first, with everything a clinician needs to judge it."""
    flags = (make_flag(), make_flag(id="E-01", level=4, text="Hard to wake.", open_inputs=("event.mixed",)))
    text = render(plan=make_plan(flags=flags), width=96)
    assert text.index("Hard to wake.") < text.index("Tolerance may be lower")
    assert "  E-01\n    guideline + product default (the time span) · source 1" in text
    assert "• source 1: The first article (2026), looked at Sun 1 Nov 2026\n" in text
    assert "not known here: event.mixed" in " ".join(text.split("Notes")[1].split())
    assert "· from event.substance, event.supply\n" in text
    assert text.index("E-01") > text.index("Notes ─")


def test_a_long_list_of_answers_is_cut() -> None:
    """A line that rests on many answers names a few and says how many more there are."""
    plan = make_plan(lines=(make_line("D-00", "Not indicated.", because=tuple("abcdefg")),))
    assert "· from a, b, c, d and 3 more\n" in render(plan=plan)


def test_a_long_title_wraps_instead_of_being_cut() -> None:
    """At a narrow width a section title is never shortened."""
    bank = make_bank()
    sections = bank.wording.sections | {"contact": "How we stay in contact over the next days and nights"}
    bank = make_bank(wording=bank.wording.model_copy(update={"sections": sections}))
    plan = make_plan(lines=(make_line("P-TOLD", "One person is told."),))
    text = write_plan(plan, bank, "clinician", "terminal", RenderOptions(width=40))
    assert "How we stay in contact over the next days and nights" in " ".join(text.split())
