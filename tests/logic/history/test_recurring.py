"""What recurs in several sequences."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.logic.history.recurring import holds_in_order, longest_shared, recurring

one_sequence = st.permutations("abcde").flatmap(
    lambda order: st.integers(0, 5).map(lambda n: tuple(order[:n]))
)
several = st.lists(one_sequence, min_size=1, max_size=4)


def subsequences(sequence: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Everything that a sequence holds in its order, but for nothing at all."""
    return {found for n in range(1, len(sequence) + 1) for found in combinations(sequence, n)}


def test_gaps_are_allowed_and_order_counts() -> None:
    """What lies between does not matter; what comes in another order is not shared."""
    found = recurring(
        {"1": ("sleep", "conflict", "anxiety", "thoughts"), "2": ("sleep", "anxiety", "thoughts")}
    )
    assert found == ((("sleep", "anxiety", "thoughts"), ("1", "2")),)
    assert recurring({"1": ("sleep", "anxiety"), "2": ("anxiety", "sleep")}) == (
        (("anxiety",), ("1", "2")),
        (("sleep",), ("1", "2")),
    )


def test_a_shorter_one_stays_where_more_share_it() -> None:
    """Two of three share all steps, and all three share the first two."""
    long = ("sleep", "anxiety", "thoughts")
    found = recurring({"1": long, "2": ("sleep", "anxiety", "mood"), "3": long})
    assert found == ((long, ("1", "3")), (("sleep", "anxiety"), ("1", "2", "3")))


def test_one_sequence_alone_recurs_nowhere() -> None:
    """Something recurs in two sequences or not at all."""
    assert recurring({}) == recurring({"1": ("sleep",)}) == recurring({"1": ("sleep",), "2": ("mood",)}) == ()


@given(several)
def test_it_finds_what_trying_everything_finds(tried: list[tuple[str, ...]]) -> None:
    """What is found cannot be made longer for the sequences that share it, and nothing is left out."""
    named = {str(n): sequence for n, sequence in enumerate(tried)}
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    for steps in set().union(*map(subsequences, tried)):
        names = tuple(name for name, sequence in named.items() if holds_in_order(sequence, steps))
        if len(names) > 1:
            shared[steps] = names
    expected = {
        (steps, names)
        for steps, names in shared.items()
        if not any(
            other != steps and holds_in_order(other, steps) and shared[other] == names for other in shared
        )
    }
    found = recurring(named)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_made_up_flood_ends() -> None:
    """Sequences that share very much are cut off, not gone through for ever."""
    one = tuple(f"{n:02}" for n in range(40))
    other = tuple(step for n in range(0, 40, 2) for step in (one[n + 1], one[n]))
    assert recurring({"1": one, "2": other})
    assert len(longest_shared(one, other)) <= 400
