"""The pictures: well formed, in words as well as in shapes, and honest about what is not known."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given

from relapse_cli.documents.block import Curve, CurvePoint, Picture, Sequence, SequenceStep
from relapse_cli.documents.picture import PictureRow, PictureStage
from relapse_cli.formats.drawings.svg import write_picture, write_sequence
from relapse_cli.formats.drawings.svg_curves import write_curve
from relapse_cli.formats.drawings.svg_parts import WIDTH
from tests.documents.hostile import hostile_text
from tests.examples import examples

SVG = "{http://www.w3.org/2000/svg}"
EARLY = PictureRow("slept badly", "3 weeks before", "Poor sleep", 6, True, "From outside", "external")
LATE = PictureRow("on edge", "2 days before", "Rising anxiety", None, False, "From inside", "internal")
SEQUENCE = Picture((PictureStage("Emotional", (EARLY,)), PictureStage("Mental", (LATE,))))


def words(text: str) -> list[str]:
    """The rows of text in a picture, in order."""
    return [str(row.text) for row in ET.fromstring(text).iter(f"{SVG}text")]


def test_the_sequence_says_in_words_all_that_it_shows() -> None:
    """Stage, time, origin, subject and strength stand as text, and the earliest point is marked in words."""
    assert words(write_picture(SEQUENCE)) == [
        *("Emotional", "3 weeks before · From outside", "Poor sleep", "6/10", "step in here"),
        *("Mental", "2 days before · From inside", "Rising anxiety", "not rated"),
    ]


def test_a_picture_has_a_title_and_a_description() -> None:
    """Whoever does not see it hears what it shows."""
    root = ET.fromstring(write_picture(SEQUENCE, "one"))
    assert root.get("aria-labelledby") == "one-title one-desc"
    assert root.findtext(f"{SVG}title") == "The way to it, earliest first"
    assert root.findtext(f"{SVG}desc") == (
        "3 weeks before: Poor sleep, 6 of 10, From outside, step in here; "
        "2 days before: Rising anxiety, not rated, From inside."
    )


def test_what_was_typed_of_an_event_stands_beside_the_picture() -> None:
    """The picture holds the words of the bank only, so a font that lacks a letter spoils none of them."""
    assert "slept badly" not in write_picture(SEQUENCE)


def test_origin_is_told_by_shape_and_strength_by_length() -> None:
    """A square is from outside, a disc from inside; a bar is as long as it was strong; unknown is no bar."""
    root = ET.fromstring(write_picture(SEQUENCE))
    assert next(shape.tag for shape in root if shape.get("class") == "b") == f"{SVG}rect"
    assert [shape.tag for shape in root.iter(f"{SVG}circle")] == [f"{SVG}circle"]
    lengths = {
        kind: [r.get("width") for r in root.iter(f"{SVG}rect") if r.get("class") == kind] for kind in "tb"
    }
    assert lengths == {"t": ["176"], "b": ["10", "105.6"]}
    assert [r.get("stroke-dasharray") for r in root.iter(f"{SVG}rect")].count("3 3") == 1


@given(hostile_text)
@examples(150)
def test_hostile_words_stay_words_in_a_picture(value: str) -> None:
    """In any place, the picture is well formed and has no other elements than with plain words."""
    row = PictureRow(value, f"w{value}", f"d{value}", 3, step_in=False, origin=value)
    steps = (SequenceStep(f"l{value}", value, True, 3, value),)
    for text in (
        write_picture(Picture((PictureStage(f"s{value}", (row,)),))),
        write_sequence(Sequence(1, value, value, steps), "n"),
        write_curve(Curve(value, (CurvePoint(1, value, 3),)), "n"),
    ):
        tags = {each.tag.removeprefix(SVG) for each in ET.fromstring(text).iter()}
        assert tags <= {"svg", "title", "desc", "text", "rect", "circle", "line", "polygon"}


def test_a_missing_value_leaves_a_gap_and_is_never_a_zero() -> None:
    """No point is drawn, no line crosses the gap, and the words say that nothing is recorded."""
    points = tuple(CurvePoint(n, f"day {n}", value) for n, value in enumerate((4, None, 0, 6), 1))
    root = ET.fromstring(write_curve(Curve("Anxiety", points), "a"))
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert len([line for line in root.iter(f"{SVG}line") if line.get("class") == "s"]) == 1
    said = "1, day 1: 4 of 10; 2, day 2: not recorded; 3, day 3: 0 of 10; 4, day 4: 6 of 10."
    assert root.findtext(f"{SVG}desc") == said


def test_many_sessions_do_not_write_over_each_other() -> None:
    """Where points stand close, only the first and the last carry numbers; the words hold all."""
    points = tuple(CurvePoint(n, "day", n % 10) for n in range(1, 31))
    rows = words(write_curve(Curve("Pull", points), "a"))
    assert rows == ["10", "0", "1", "1", "0", "30"]


def test_no_word_runs_out_of_the_picture() -> None:
    """Long words are broken into rows by a careful guess of their width."""
    row = PictureRow("", "w" * 90, "Remembering only its good side, and much more of it", 10, True, "From")
    for each in ET.fromstring(write_picture(Picture((PictureStage("", (row,)),)))).iter(f"{SVG}text"):
        size, x = float(each.get("font-size", 0)), float(each.get("x", 0))
        assert x + 0.58 * size * len(str(each.text)) <= WIDTH + size
