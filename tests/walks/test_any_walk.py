"""Any walk through an interview gives the record that its answers give, and loses nothing on the way.

A walk takes a second or two, so few are tried; ``RELAPSE_EXAMPLES=20``, when exploring, tries more of each.
"""

from __future__ import annotations

import copy
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from relapse_cli.app.asking.leaving import state_of
from relapse_cli.app.interview.loop import run_loop
from relapse_cli.logic.answers.edit import with_value
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.record import Record
from relapse_cli.prompters.scripted import ScriptedAsker
from tests.banks_under_test import record_of, shipped_bank
from tests.examples import examples
from tests.record_strategies import STARTED_AT, busy_record
from tests.walks.arrow_hand import ArrowHand
from tests.walks.beginning import known_answers
from tests.walks.book import Book
from tests.walks.moves import Hand
from tests.walks.plain_hand import PlainHand
from tests.walks.walk import Leg, Walk

HANDS = [PlainHand, ArrowHand]
OTHER: dict[type[Hand], type[Hand]] = {PlainHand: ArrowHand, ArrowHand: PlainHand}
OFTEN = ("core", "core", "deep", "brief", "followup")
SEEDS = st.integers(0, 10**9)


def walks(usually: int) -> settings:
    """So many walks, or as many times more as were asked for; a smaller seed makes none of them shorter."""
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    return examples(usually, phases=phases, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Chance:
    """What a walk is like; everything follows from the seed, so that no walk is a trivial one.

    Attributes:
        detours: how many times the straight way is left.
        pause: after how many questions a session is paused.
    """

    path: str
    detours: int
    pause: int


def walked(seed: int, sessions: Callable[[Chance], Sequence[Leg]]) -> Walk:
    """A walk of some sessions with the answers of a case that has something to it."""
    rng = random.Random(seed)
    chance = Chance(rng.choice(OFTEN), rng.randint(10, 60), rng.randint(1, 60))
    case = busy_record(rng, chance.path)
    known = known_answers(case["answers"], rng) if chance.path != "followup" else {}
    record = record_of({**case, "answers": known, "started_at": STARTED_AT})
    walk = Walk(record, Book(copy.deepcopy(known)))
    try:
        with tempfile.TemporaryDirectory() as folder:
            walk.go(sessions(chance), case["answers"], rng, Path(folder))
    finally:
        note("\n".join(walk.log[-40:]))
    return walk


def scripted(record: Record) -> dict[str, Any]:
    """The answers that the scripted asker gives when it plays those of a record, by itself."""
    empty = record.model_copy(update={"answers": {}, "finished_at": None, "continues": None})
    start = Interview.start(shipped_bank(), empty)
    came = run_loop(start, ScriptedAsker(record.answers), lambda: record.started_at)
    return counting(state_of(came).record)


def counting(record: Record) -> dict[str, Any]:
    """The answers without fields that do not apply, which nothing asks for and no rule reads."""
    reading = Evaluation(shipped_bank(), record)
    return {q: applying(reading, q, answer) for q, answer in record.given.items()}


def applying(reading: Evaluation, question: str, answer: Answer) -> Any:
    """An answer without the fields that do not apply."""
    known = reading.bank.questions[question]
    if not known.fields or answer.status is not None or answer.inner is None:
        return answer.raw
    kept = [
        {
            f: part.raw
            for f, part in item.fields.items()
            if reading.field_enabled(question, item, known.field_by_id[f])
        }
        for item in (answer.items if isinstance(answer.inner, list) else (answer,))
    ]
    return with_value(answer, kept if isinstance(answer.inner, list) else kept[0])


@pytest.mark.parametrize("hand", HANDS)
@walks(6)
@given(seed=SEEDS)
def test_any_walk_gives_the_record_of_the_script(hand: type[Hand], seed: int) -> None:
    """Answers, notes and marks are what was given last, however often one went back, jumped or looked."""
    walk = walked(seed, lambda chance: [Leg(hand, chance.detours)])
    assert scripted(walk.record) == counting(walk.record)


@pytest.mark.parametrize("hand", HANDS)
@walks(4)
@given(seed=SEEDS)
def test_a_walk_that_is_gone_on_with_gives_the_record_of_the_script(hand: type[Hand], seed: int) -> None:
    """Paused on the way, an interview goes on from its file with any asker; nothing known is asked again."""

    def sessions(chance: Chance) -> Sequence[Leg]:
        halves = Leg(hand, chance.detours, chance.pause), Leg(OTHER[hand], chance.detours, chance.pause, 2)
        return [*halves, Leg(hand, 0, None, 4)]

    walk = walked(seed, sessions)
    assert scripted(walk.record) == counting(walk.record)


@pytest.mark.parametrize("hand", HANDS)
@walks(4)
@given(seed=SEEDS)
def test_on_another_day_only_what_is_of_its_day_is_asked_again(hand: type[Hand], seed: int) -> None:
    """What came along is confirmed and stays; the rest is given anew."""
    walk = walked(
        seed, lambda chance: [Leg(hand, chance.detours, chance.pause), Leg(OTHER[hand], 0, None, 24)]
    )
    assert scripted(walk.record) == counting(walk.record)
