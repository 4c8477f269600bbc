"""Where the interview closes, what has been written stands on the screen, to be read to the patient."""

from __future__ import annotations

import io

import pytest

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.plan.build import plan
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.arrow_keys.heads import head_of
from relapse_cli.prompters.arrow_keys.prompts.frame import Place, Space
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.prompters.screen_text import read_back_lines
from relapse_cli.screens.interview.question import build_screen
from tests.banks_under_test import record_of, shipped_bank, vignette

CLOSING = [q.id for section in shipped_bank().sections if section.reads_back for q in section.questions]
FULL = record_of(vignette("PR-101")).model_copy(update={"path": "deep"})


def closing(question: str, *, begins: bool = False) -> Screen:
    """A closing question of an interview in which everything was told."""
    shown = Interview.start(shipped_bank(), FULL).jump(question)
    return build_screen(shown, begins=("close",) if begins else ())


def test_everything_that_is_to_be_read_stands_there_in_order() -> None:
    """The sequence in time order, what to keep and to change, the if-then lines, the next contact."""
    told = closing("close.ok").around.read_back
    assert [each.title.split(":")[0] for each in told] == [
        "What came before, earliest first", "Keep", "Change", "Your own if-then line", "We speak next",
    ]  # fmt: skip
    assert [row.split(":")[0] for row in told[0].rows[:4]] == [
        "3 weeks before", "2 weeks before", "4 days before", "at the first use",
    ]  # fmt: skip


def test_it_reads_as_the_plan_will() -> None:
    """Word for word what the patient's plan says."""
    texts = [line.texts.get("patient") for line in plan(shipped_bank(), FULL).lines]
    written = {(text.heading, text.beneath) for text in texts if text is not None}
    assert {(each.title, each.rows) for each in closing("close.ok").around.read_back} <= written


def test_no_other_question_reads_anything_back() -> None:
    """It belongs to the closing."""
    assert CLOSING == ["close.learned", "close.missed", "close.ok"]
    assert not closing("prior.kept").around.read_back


def test_where_nothing_was_told_the_next_contact_is_read_back() -> None:
    """What the plan says of the next contact is read all the same."""
    bare = FULL.model_copy(update={"answers": {}})
    told = build_screen(Interview.start(shipped_bank(), bare).jump("close.ok")).around.read_back
    assert [each.title for each in told] == ["Your therapist calls you: 21 Nov 2026"]


@pytest.mark.parametrize("space", [Space(60, 20), Space(80, 24), Space(100, 40)], ids=str)
@pytest.mark.parametrize("question", CLOSING)
def test_page_by_page_all_of_it_can_be_read_beside_the_question(question: str, space: Space) -> None:
    """However low the window, the question stays in view, and no line of the reading is left out."""
    screen, place = closing(question, begins=True), Place()
    head = head_of(screen, "Type it.", "", place)
    read: list[str] = []
    for page in range(100):
        lines = [text for _, text in head(space)]
        assert len(lines) + 4 <= space.rows
        assert screen.label in " ".join(lines)
        read += [line for line in read_back_lines(screen, space.width) if line in lines]
        if page == place.pages - 1:
            break
        assert place.turn(1)
    assert place.pages > 1
    assert set(read) == set(read_back_lines(screen, space.width))


def test_line_by_line_it_is_said_before_the_question() -> None:
    """All of it at once, and then what is asked."""
    out = io.StringIO()
    PlainAsker(io.StringIO("\n"), out).ask(closing("close.learned", begins=True))
    said = out.getvalue()
    assert (
        said.index("I will read back") < said.index("Your own if-then line") < said.index("What is clearer")
    )
    assert "“New early shift" in said
