"""A form on screen: its parts beside the one in hand, at any size."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.model.ask import Form, Part, Text
from relapse_cli.model.screen import Around, Screen
from relapse_cli.prompters.arrow_keys.heads import form_lines, head_of
from relapse_cli.prompters.arrow_keys.prompts.frame import Space
from relapse_cli.prompters.plain.asker import PlainAsker
from relapse_cli.text.width import columns_of
from tests.examples import examples
from tests.prompters.screens import part_step, parts_screen, screen

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


def form_of(count: int, here: int, titles: list[str], words: list[str]) -> Form:
    """A form with one part in hand."""
    named = zip(titles, words, strict=True)
    parts = (Part(part_step(n), t or "part", w, in_hand=n == here) for n, (t, w) in enumerate(named))
    return Form(tuple(parts)[:count])


@examples(80)
@given(data=st.data(), count=st.integers(2, 12), room=st.integers(-5, 40), width=st.integers(40, 100))
def test_the_part_in_hand_is_in_view_at_any_size(
    data: st.DataObject, count: int, room: int, width: int
) -> None:
    """Parts that find no room make way for those beside it, and no row is wider than the terminal."""
    here = data.draw(st.integers(0, count - 1))
    lists = st.lists(WORDS, min_size=count, max_size=count)
    lines = form_lines(form_of(count, here, data.draw(lists), data.draw(lists)), width, room)
    assert [text[0] for _, text in lines if text].count(">") == 1
    assert len(lines) <= max(4, room)
    assert all(columns_of(text) <= width for _, text in lines)


def shown_at(rows: int) -> list[str]:
    """The head of the seventh of twelve parts on a terminal with so many rows."""
    parts = tuple(Part(part_step(n), f"part {n}", "words", in_hand=n == 7) for n in range(1, 13))
    asked = Screen(part_step(7), Text(), "What is asked?", around=Around("Safety", form=Form(parts)))
    return [text for _, text in head_of(asked, "", "")(Space(60, rows))]


def test_what_finds_no_room_is_said_to_be_there() -> None:
    """A row that others are left out beside begins with an ellipsis."""
    high, low = shown_at(40), shown_at(14)
    assert sum("part" in line for line in high) == 12
    assert not any(line.startswith("…") for line in high)
    assert sum("part" in line for line in low) < 12
    assert [line[0] for line in low if "part" in line][:: len([x for x in low if "part" in x]) - 1] == [
        "…",
        "…",
    ]
    assert "What is asked?" in low


def test_nothing_recorded_is_shown_as_such() -> None:
    """An open part has a dash, also line by line."""
    out = io.StringIO()
    PlainAsker(io.StringIO("/pause\n"), out).ask(parts_screen("zolpidem", ""))
    assert "2. Part 2: –" in out.getvalue()
    form = Form((Part(part_step(1), "class", in_hand=True), Part(part_step(2), "name")))
    lines = [text for _, text in head_of(screen("text", form=form), "", "")(Space(80, 24))]
    assert "> class" in lines
    assert "  name   –" in lines
