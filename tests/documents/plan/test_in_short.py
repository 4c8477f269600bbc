"""The last block of the clinician's plan on a terminal."""

from __future__ import annotations

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_plan
from relapse_cli.model.line_text import Blank, Filled, LineDue, LineText
from relapse_cli.model.plan import LineSlot, NextContact
from tests.documents.plans import (
    make_bank,
    make_contact,
    make_flag,
    make_full_plan,
    make_line,
    make_option,
    make_plan,
)

TODAY = {"due": LineDue("2026-11-20", "today", "today")}


def last_block(plan: object) -> list[str]:
    """The block as rows."""
    text = write_plan(plan, make_bank(), "clinician", "terminal", RenderOptions())  # type: ignore[arg-type]
    return text.split("\nIn short ─")[1].splitlines()[1:]


def test_the_bottom_of_the_screen_is_what_matters() -> None:
    """Level, what is due today and by whom, the next contact, what is open, the state: nothing follows."""
    plan = make_plan(
        level=3,
        level_decided=2,
        level_acted_on=3,
        flags=(make_flag(),),
        lines=(
            *make_contact(),
            make_line("P-SAMEDAY", "An assessment takes place today.", owner="therapist", **TODAY),
            make_line("own-1", "A call to the sister.", rule=None, role="own", **TODAY),
            make_line("S-AVE", "In the patient's words.", section="stance", **TODAY),
            make_line("T-SLEEP", "Sleep.", section="trigger", options=(make_option("a", "A", "a"),)),
        ),
        unmet=("V-PROFILE",),
    )
    assert last_block(plan) == [
        "Level         computed 3 of 4, decided 2: the lines follow 3, medical advice",
        "              today",
        "Due today     • An assessment takes place today (therapist)",
        "              • A call to the sister (patient)",
        "Next contact  We speak next on Sat 21 Nov 2026, 10:00; the therapist calls.",
        "Still open    • 1 finding to confirm, raise or lower",
        "              • 1 line with nothing picked",
        "State         draft, 1 thing missing before it can be final",
    ]


def test_the_next_contact_is_told_from_what_was_agreed() -> None:
    """When it is and who calls are told from the answers, however the bank words its line."""
    line = make_line("P-CONTACT", texts={"clinician": LineText(("Whatever the bank says here",))})
    contact = NextContact(
        at="2026-11-24T10:00:00+01:00", words="Tue 24 Nov 2026, 10:00", who="the therapist calls"
    )
    rows = last_block(make_plan(lines=(line,), next_contact=contact))
    assert "Next contact  Tue 24 Nov 2026, 10:00. Who calls: the therapist calls" in rows
    nobody = last_block(make_plan(lines=(line,), next_contact=contact.model_copy(update={"who": None})))
    assert "Next contact  Tue 24 Nov 2026, 10:00. Who calls: not agreed yet" in nobody


def test_a_long_day_is_cut_and_says_so() -> None:
    """Of many things due today the first ones stand, with how many more there are."""
    lines = [make_line(f"P-{n}", f"Thing {n}.", **TODAY) for n in range(10)]
    rows = last_block(make_plan(lines=tuple(lines)))
    assert sum("Thing" in row for row in rows) == 7
    assert "              • and 3 more" in rows


def test_a_final_plan_says_that_it_is_final() -> None:
    """Where nothing is open the block says that as well."""
    rows = last_block(make_plan(final=True))
    assert [rows[1], rows[-2], rows[-1]] == [
        "Due today     nothing",
        "Still open    nothing",
        "State         final",
    ]


def test_only_the_clinicians_terminal_has_it() -> None:
    """A document that is kept or handed out does not repeat itself."""
    plan = make_full_plan()
    assert "In short" not in write_plan(plan, make_bank(), "patient", "terminal", RenderOptions())
    assert "In short" not in write_plan(plan, make_bank(), "clinician", "markdown", RenderOptions())


def test_what_is_to_be_filled_in_counts_as_open() -> None:
    """A filled place does not, nor does one that stands in no text, nor one of a step that nobody picked."""
    slots = tuple(
        LineSlot(id=name, name=f"P-1.{name}", asks="?", fills="patient", text=text)
        for name, text in (("a", None), ("b", "x"), ("c", None))
    )
    text = {"clinician": LineText((Blank("a"), Filled("b", "x")))}
    options = (make_option("a", "A", "a"),)
    lines = (
        make_line("P-1", texts=text, slots=slots, section="safety"),
        make_line("T-SLEEP", texts=text, slots=slots, section="trigger", options=options),
    )
    assert "Still open    • 1 line with nothing picked" in last_block(make_plan(lines=lines))
    assert "              • 1 place to fill in" in last_block(make_plan(lines=lines))
