"""A condition taken apart: the parts say what the whole says, and the changes turn it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.parts import change_of, parts_of
from relapse_cli.model.explanation import Change, Part
from tests.banks_under_test import reading_of, vignette

CASES = ("PR-101", "PR-103", "PR-107", "PR-201", "PR-206", "PR-210", "PR-215")


def parts(max_leaves: int = 12) -> st.SearchStrategy[Part]:
    """Generated parts whose leaves are all different comparisons."""
    numbers = st.integers(0, 10**9).map(str)
    leaf = st.builds(lambda words, true: Part(words=words, true=true), numbers, st.booleans())

    def joined(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
        several = st.lists(inner, min_size=2, max_size=4)
        return st.one_of(
            several.map(lambda found: _made("all", found)),
            several.map(lambda found: _made("any", found)),
            inner.map(lambda found: _made("not", [found])),
            inner.map(lambda found: _made("named", [found])),
            inner.map(lambda found: _made("product", [found])),
        )

    return st.recursive(leaf, joined, max_leaves=max_leaves)


def _made(join: str, inner: list[Part]) -> Part:
    return Part(words=join, true=_truth(join, [part.true for part in inner]), join=join, parts=tuple(inner))


def _truth(join: str, inner: list[bool]) -> bool:
    if join == "any":
        return any(inner)
    return not inner[0] if join == "not" else all(inner)


def evaluated(part: Part, turned: dict[str, bool]) -> bool:
    """Whether a part is true once some comparisons have become what a change asks for."""
    if not part.parts:
        return turned.get(part.words, part.true)
    return _truth(part.join, [evaluated(inner, turned) for inner in part.parts])


def turned_by(change: Change, *, last: bool) -> dict[str, bool]:
    """The comparisons that a change turns; of alternatives the first or the last."""
    if not change.parts:
        return {change.words: change.to}
    wanted = change.parts if change.join == "all" else (change.parts[-1 if last else 0],)
    return {words: to for inner in wanted for words, to in turned_by(inner, last=last).items()}


def leaves(part: Part) -> list[str]:
    """The comparisons of a part."""
    return [words for inner in part.parts for words in leaves(inner)] if part.parts else [part.words]


@given(parts(), st.booleans())
def test_doing_what_a_change_says_turns_the_whole(part: Part, last: bool) -> None:
    """Whichever alternative is taken, the condition becomes the opposite of what it was."""
    if len(set(leaves(part))) < len(leaves(part)):
        return
    assert evaluated(part, turned_by(change_of(part), last=last)) is not part.true


def test_the_parts_of_every_rule_say_what_the_rule_says() -> None:
    """Each condition of the shipped bank, for records of every level: all joins hold from their parts up."""
    for case in CASES:
        reading = reading_of(vignette(case))
        for rule in (*reading.bank.flags, *reading.bank.actions):
            when = rule.followup if reading.in_followup else rule.when
            if when is None:
                continue
            found = parts_of(when, reading)
            assert found.true is holds(when, reading), rule.id
            assert_consistent(found, rule.id)


def assert_consistent(part: Part, rule: str) -> None:
    """A part is what its own parts make it, all the way down."""
    if part.parts:
        assert part.true is _truth(part.join, [inner.true for inner in part.parts]), (rule, part.words)
    for inner in part.parts:
        assert_consistent(inner, rule)


def test_a_comparison_says_what_is_there_now() -> None:
    """A number, an option, what was not asked and what was declined are told apart."""
    reading = reading_of(vignette("PR-107"))
    when = reading.bank.flag_by_id["U-02"].when
    assert when is not None
    assert {"9 of 10", "Getting stronger", "not asked here"} <= set(said_now(parts_of(when, reading)))


def said_now(part: Part) -> list[str]:
    """What the comparisons of a part say is there now."""
    return [now for inner in part.parts for now in said_now(inner)] if part.parts else [part.now]
