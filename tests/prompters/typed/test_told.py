"""A step that is told on one line is read into its parts; no word is lost, and nothing is made up."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relapse_cli.model.ask import Anchor, Choice, Distance, Number, Text, Told, ToldPart
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.step import Step
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.told.correct import put_right, with_status
from relapse_cli.prompters.typed.told.read import ToldStep, corrected, read_told

NOW = "2026-11-23T09:00:00+01:00"  # a Monday morning
FIRST_USE = Anchor("2026-11-20T22:00:00+01:00", "the first use")
KINDS = (
    Option(id="conflict", label="Conflict", said=("argument", "cross words")),
    Option(id="sleep", label="Poor sleep"),
    Option(id="mood", label="Low mood", said=("low spirits",)),
    Option(id="loss_of_control", label="A feeling of losing control"),
)
SIDES = (Option(id="before", label="Before the first use"), Option(id="after", label="After the first use"))
STAGES = (Option(id="emotional", label="Emotional"), Option(id="low", label="Low spirits"))


def told_as(first_use: Anchor | None = FIRST_USE) -> Told:
    """A step as the bank below asks for it."""
    asks = {
        "what": ("what", Text()),
        "when": ("time from first use", Distance(NOW, first_use)),
        "side": ("before or after", Choice(SIDES)),
        "domain": ("subject", Choice(KINDS)),
        "intensity": ("strength", Number(0, 10, rating=True)),
        "stage": ("stage", Choice(STAGES)),
        "who_knew": ("who knew", Text()),
    }
    parts = tuple(
        ToldPart(Step("sequence.event", 0, name), title, ask) for name, (title, ask) in asks.items()
    )
    return Told(parts, "what")


TOLD = told_as()
QUARREL = "quarrel with my partner, Friday evening, conflict, 7"


def shown(line: str) -> dict[str, str]:
    """What is shown of each part of a line in which nothing is open."""
    heard = read_told(line, TOLD)
    assert heard.doubts == ()
    return {name: part.shown for name, part in heard.parts.items()}


EVENING = "Fri 20 Nov 2026, about 19:00 (about 3 hours before the first use)"
READ = {"what": "quarrel with my partner", "when": EVENING, "domain": "Conflict", "intensity": "7 of 10"}
PARTS: dict[str, dict[str, str]] = {
    QUARREL: READ,
    "7,conflict,Friday evening,quarrel with my partner": READ,
    "just words": {"what": "just words"},
    "I shouted, then I left, Friday, in the evening": {"what": "I shouted, then I left", "when": EVENING},
    "wine,beer, 1,5 hours before": {"what": "wine,beer", "when": "1.5 hours before the first use"},
    "no sleep, 3 days before, poor sleep": {
        "what": "no sleep", "when": "3 days before the first use", "domain": "Poor sleep",
    },
    "no sleep, 3 days, side: ?": {
        "what": "no sleep", "when": "3 days from the first use", "side": "not known",
    },
    "no sleep, 8 of 10": {"what": "no sleep", "intensity": "8 of 10"},
    "it slipped, loss of control": {"what": "it slipped", "domain": "A feeling of losing control"},
    "it slipped, conf": {"what": "it slipped", "domain": "Conflict"},
    "a row, argument": {"what": "a row", "domain": "Conflict"},
    "cross words, 4": {"what": "cross words", "domain": "Conflict", "intensity": "4 of 10"},
    "strength 6, what: 7": {"what": "7", "intensity": "6 of 10"},
    "alone, who knew: my sister, emotional": {"what": "alone", "who_knew": "my sister", "stage": "Emotional"},
    "it went on, 2 hours, after": {
        "what": "it went on", "when": "2 hours from the first use", "side": "After the first use",
    },
    "alone, subject: ?": {"what": "alone", "domain": "not known"},
    "alone, strength: x": {"what": "alone", "intensity": "preferred not to say"},
    "rows, Friday evening, 7/10": {"what": "rows", "when": EVENING, "intensity": "7 of 10"},
}  # fmt: skip


@pytest.mark.parametrize(("line", "parts"), PARTS.items())
def test_each_piece_goes_to_the_part_it_fits(line: str, parts: dict[str, str]) -> None:
    """Times, kinds and numbers find their parts in any order; what fits none is what happened."""
    assert shown(line) == parts


def test_the_line_of_the_example_is_recorded_with_its_types() -> None:
    """A text, a distance with its side, an option's id and a whole number."""
    assert read_told(QUARREL, TOLD).fields == {
        "what": "quarrel with my partner",
        "when": {"value": 3, "unit": "hour"},
        "side": "before",
        "precision": "about",
        "domain": "conflict",
        "intensity": 7,
    }


OPEN: dict[str, tuple[str, list[str]]] = {
    "alone, in the morning": ("in the morning", [
        "Time from first use: Fri 20 Nov 2026, about 08:00 (about 14 hours before the first use)",
        "Time from first use: Thu 19 Nov 2026, about 08:00 (about 38 hours before the first use)",
    ]),
    "quarrel, 2 weeks, conflict, 7": ("2 weeks", [
        "Time from first use: 2 weeks before the first use",
        "Time from first use: 2 weeks after the first use",
        "Before or after is not known",
    ]),
    "alone, a few days": ("a few days", [
        "Time from first use: about 3 days before the first use (“few” is kept as about 3)",
        "Time from first use: about 3 days after the first use (“few” is kept as about 3)",
        "Before or after is not known",
    ]),
    "alone, 7, 8": ("7” and “8", ["Strength: 7 of 10 (“7”)", "Strength: 8 of 10 (“8”)"]),
    "alone, low": ("low", ["Subject: Low mood", "Stage: Low spirits"]),
    "alone, 3 days before, after": ("after", ["Before or after: After the first use"]),
    "alone, Friday evening, yesterday": ("Friday evening” and “yesterday", [
        f"Time from first use: {EVENING} (“Friday evening”)",
        "Time from first use: Sun 22 Nov 2026 (2 days after the first use) (“yesterday”)",
    ]),
}  # fmt: skip
HOME = "It belongs to what happened"


@pytest.mark.parametrize(("line", "open_"), OPEN.items())
def test_what_fits_two_is_asked(line: str, open_: tuple[str, list[str]]) -> None:
    """Nothing is guessed, and nothing is taken while something is open."""
    heard = read_told(line, TOLD)
    first = heard.doubts[0]
    assert (first.words, [words for words, _ in first.choices if words != HOME]) == open_
    assert heard.fields == {}


@pytest.mark.parametrize("line", OPEN)
def test_every_choice_settles_what_was_open(line: str) -> None:
    """The line that a choice stands for has one doubt less, and reads as the choice said."""
    for words, settled in read_told(line, TOLD).doubts[0].choices:
        heard = read_told(settled, TOLD)
        assert heard.doubts == ()
        assert (
            words == HOME or any(part.shown in words for part in heard.parts.values()) or "not known" in words
        )


REMARKS = {
    "alone, 12": "“12” is kept with what happened: strength is a number from 0 to 10.",
    "alone, 30 Nov": "“30 Nov” is kept with what happened: That is after this session on 2026-11-23.",
    "alone, 1,095 days before": "“1,095 days before” is kept with what happened: its comma may part "
    "thousands, so the number is typed again without it.",
    "alone, in 1850": "“in 1850” is kept with what happened: the year lies before 1900.",
    "alone, in 2020": "“in 2020” is kept with what happened: a year alone leaves the day open.",
    "alone, in 2031": "“in 2031” is kept with what happened: the year lies after this session.",
    "alone, strength: much": "“strength: much” is kept with what happened: it cannot be read.",
}


@pytest.mark.parametrize(("line", "remark"), REMARKS.items())
def test_what_looks_like_a_part_and_is_none_is_said(line: str, remark: str) -> None:
    """It stays with what happened, and why it is no more than that is said."""
    heard = read_told(line, TOLD)
    assert heard.remarks == (remark,)
    assert heard.fields == {"what": line}


def test_a_day_without_a_first_use_waits_for_it() -> None:
    """A day cannot be counted from what is not known; it is kept as words."""
    heard = read_told("alone, Friday, in the evening, 7", told_as(None))
    assert heard.needs_first_use
    assert heard.fields == {"what": "alone, Friday, in the evening", "intensity": 7}
    assert len(heard.remarks) == 1


CORRECTIONS = {
    ("intensity", "8"): {"intensity": "8 of 10"},
    ("domain", "mood"): {"domain": "Low mood"},
    ("when", "3 days before"): {"when": "3 days before the first use"},
    ("what", "I shouted, then left"): {"what": "I shouted, then left"},
    ("what", "7, conflict"): {"what": "7, conflict"},
    ("who_knew", "my sister, my aunt"): {"who_knew": "my sister, my aunt"},
}


@pytest.mark.parametrize(("change", "parts"), CORRECTIONS.items())
def test_one_part_is_put_right_and_the_others_stay(change: tuple[str, str], parts: dict[str, str]) -> None:
    """The line says the part as it was put right, and everything else as before."""
    assert shown(corrected(QUARREL, *change, TOLD)) == {**shown(QUARREL), **parts}


@pytest.mark.parametrize("name", ["what", "when", "domain", "intensity"])
def test_a_part_that_is_taken_out_is_not_said(name: str) -> None:
    """Nothing stands for it, and nothing else changes."""
    left = shown(QUARREL)
    del left[name]
    assert shown(corrected(QUARREL, name, "", TOLD)) == left


def test_a_part_can_be_marked_as_not_known() -> None:
    """A status is recorded as such; a text has none on a line."""
    parts = {part.field: part for part in TOLD.parts}
    marked = with_status(QUARREL, parts["when"], "unknown", TOLD)
    assert read_told(marked, TOLD).fields["when"] == {"status": "unknown"}
    assert with_status(QUARREL, parts["what"], "unknown", TOLD) == QUARREL


@pytest.mark.parametrize(("name", "typed"), [("intensity", "11"), ("when", "soonish"), ("domain", "weather")])
def test_words_that_are_no_such_part_are_refused(name: str, typed: str) -> None:
    """A part that is put right has to be one."""
    part = next(part for part in TOLD.parts if part.field == name)
    assert isinstance(put_right(QUARREL, part, typed, TOLD), Unreadable)


# ------------------------------------------------------------------------------------------- properties

PIECES = st.sampled_from([
    "quarrel with my partner", "Friday evening", "in the morning", "conflict", "argument", "low", "7", "8",
    "12", "x: y", "7/10", "3 days before", "2 weeks", "1,095 days",
    "after", "yesterday", "1,5 hours before", "strength: 4",
    "what: 7", "subject: ?",
    "stage: low", "who knew: my sister", "strength:", "next Sunday", "", " ", "süß & müde", "20 Nov", "2026",
    "the same evening", "at 7", "emotional", "subject: nothing like it", "when: Friday", "midnight", "3.4.",
]) | st.text("abc 17:,.?x/", max_size=12)  # fmt: skip
LINES = st.lists(PIECES, max_size=6).flatmap(
    lambda pieces: st.sampled_from([", ", ",", " ,"]).map(lambda comma: comma.join(pieces))
)
NAMES = sorted({plain for part in TOLD.parts for plain in (part.title, part.field)}, key=len, reverse=True)


def words_in(text: str) -> Counter[str]:
    """The words of a text, without the names of parts that stand in front of a piece."""
    pieces = re.split(r"(?<![0-9]),|,(?![0-9])", text)
    named = "|".join(re.escape(name) for name in NAMES)
    plain = (re.sub(rf"^\s*(?:{named})\s*:", " ", piece, flags=re.IGNORECASE) for piece in pieces)
    return Counter(word for piece in plain for word in piece.replace(",", " ").split())


def settled(line: str, pick: int) -> tuple[str, ToldStep]:
    """A line after every question that it leaves open, with what is read of it then."""
    for _ in range(20):
        heard = read_told(line, TOLD)
        if not heard.doubts:
            return line, heard
        choices = heard.doubts[0].choices
        line = choices[pick % len(choices)][1]
    raise AssertionError("it is asked for ever")


@given(line=LINES, pick=st.integers(0, 5))
@example(line="7, 8, 7/10, low, low", pick=1)
@example(line="1,5 hours before,1,5", pick=0)
def test_every_typed_word_stands_in_some_part(line: str, pick: int) -> None:
    """Whatever is told, and however it is settled, each word is in the words of a part or beside the line."""
    final, heard = settled(line, pick)
    own = Counter[str]()
    for part in heard.parts.values():
        own += words_in(part.words)
    missing = words_in(final) - own
    assert not missing
    if final == line:
        assert not words_in(line) - own


@given(line=LINES, pick=st.integers(0, 5))
def test_nothing_is_made_up(line: str, pick: int) -> None:
    """A part has words of the line, and a field is recorded only of a part."""
    final, heard = settled(line, pick)
    for name, part in heard.parts.items():
        assert part.words.strip()
        assert not words_in(part.words) - words_in(final)
        assert name in part.fields
    recorded = {name for part in heard.parts.values() for name in part.fields}
    assert set(heard.fields) == recorded


@given(line=LINES)
def test_a_choice_says_what_it_leads_to(line: str) -> None:
    """Each way of taking words reads as it is shown, once the rest is settled."""
    for doubt in read_told(line, TOLD).doubts[:1]:
        for words, choice in doubt.choices:
            _, heard = settled(choice, len(doubt.choices) - 1)
            assert (
                words == HOME
                or any(part.shown in words for part in heard.parts.values())
                or "not known" in words
            )


@given(line=LINES, pick=st.integers(0, 5), name=st.sampled_from(["intensity", "domain", "when"]))
def test_putting_a_part_right_leaves_the_others(line: str, pick: int, name: str) -> None:
    """What is recorded of the other parts is the same, however the line was told."""
    final, before = settled(line, pick)
    text = {"intensity": "5", "domain": "mood", "when": "3 days before"}[name]
    after = read_told(corrected(final, name, text, TOLD), TOLD)
    assert name in after.parts
    kept = {f: part.words for f, part in before.parts.items() if f not in {name, "what"}}
    assert {f: part.words for f, part in after.parts.items() if f not in {name, "what"}} == kept
