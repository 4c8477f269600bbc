"""Whether a condition can hold and can fail is told rightly, and never said of what is possible."""

from __future__ import annotations

import pytest

from relapse_cli.banks.condition_parser import ConditionParser
from relapse_cli.banks.language import shipped_words
from relapse_cli.checks.condition_places import Owner, Spot
from relapse_cli.checks.language.reading import school_years, sentences_of
from relapse_cli.checks.meaning.possible import may_fail, may_hold
from relapse_cli.yaml_door import parse_yaml
from tests.banks_under_test import shipped_bank


def judged(written: str) -> tuple[bool, bool]:
    """Whether a condition on the shipped bank may hold, and whether it may fail."""
    document, problems = parse_yaml(written.encode())
    assert document is not None, problems
    condition = ConditionParser().parse(document.value, (), "when")
    spot = Spot((), Owner("flag", "U-99"), "when", condition)
    return may_hold(condition, shipped_bank(), spot), may_fail(condition, shipped_bank(), spot)


@pytest.mark.parametrize(
    ("written", "holds", "fails"),
    [
        ("always", True, False),
        ("never", False, True),
        ("{answer: safety.suicide, is: no_thoughts}", True, True),
        ("{all: [{answer: safety.now, has: [seizure]}, {answer: safety.now, has: [chest]}]}", True, True),
        ("{all: [{answer: safety.now, has: [seizure]}, {answer: safety.now, unresolved: true}]}", False, True),
        ("{all: [{answer: event.now, is: unsure}, {answer: event.now, is_not: unsure}]}", False, True),
        ("{any: [{answer: event.now, is: unsure}, {answer: event.now, is_not: unsure}]}", True, True),
        ("{any: [{answer: safety.pull, at_least: 5}, {answer: safety.pull, less_than: 5}]}", True, True),
        ("{any: [{answer: safety.pull, usable: true}, {not: {answer: safety.pull, at_least: 0}}]}", True, False),
        ("{answer: safety.pull, more_than: 10}", False, True),
        ("{all: [{fact: taking}, {not: {fact: continuing}}]}", True, True),
        ("{all: [{fact: continuing}, {not: {fact: taking}}]}", False, True),
        ("{all: [{flag: U-01}, {not: {flag: U-01}}]}", False, True),
        ("{all: [{at_least: 2, of_flags: [U-01, U-02]}, {not: {flag: U-02}}]}", False, True),
        ("{all: [{level: 4}, {level: {at_most: 3}}]}", False, True),
        ("{any: [{level: {at_least: 3}}, {level: {at_most: 2}}]}", True, False),
        ("{all: [{answer: event.time_without, at_least: {days: 7}}, {answer: event.time_without, less_than: {days: 2}}]}",
         False, True),
    ],
)  # fmt: skip
def test_what_can_be_is_told_from_what_cannot(written: str, holds: bool, fails: bool) -> None:
    """Between usable, open and off; through facts; over flags and levels."""
    assert judged(written) == (holds, fails)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Why did you take it?", "why_did_you"),
        ("It was just a slip.", "minimising"),
        ("He is an addict.", "stigma"),
        ("Take 5mg more.", "dose"),
        ("They were manipulating you.", "blame"),
    ],
)
def test_words_are_found_whole(text: str, kind: str) -> None:
    """Each by its own list, and only that."""
    assert [each.kind for each in shipped_words().language if each.found_in(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["An addiction service.", "The cleaning lady.", "Why this is asked.", "An image."]
)
def test_a_word_inside_another_is_none(text: str) -> None:
    """Words end where words end."""
    assert not [each.kind for each in shipped_words().language if each.found_in(text)]


def test_fragments_have_no_reading_level() -> None:
    """Whole sentences have one, and a harder one has more."""
    assert school_years("Sleep: two nights. Not known.") == 0
    assert sentences_of("Call {emergency_number} now, or let somebody call.") != []
    easy, hard = (
        "We look at it again in two days.",
        "Considerable uncertainty surrounds individual interventions.",
    )
    assert school_years(easy) < 5
    assert school_years(hard) > 12
