"""Whoever asks, the answers that were given in the end are the record."""

from __future__ import annotations

import io
import random
from typing import Any

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from relapse_cli.app.hold_interview import hold_interview
from relapse_cli.logic.values import status_of, unwrap
from relapse_cli.model.record import Record
from relapse_cli.prompters.arrow_keys.asker import ArrowKeysAsker
from relapse_cli.prompters.base import (
    Answered,
    AnsweredFields,
    Asker,
    Card,
    CardReply,
    CheckReply,
    CheckScreen,
    Confirmed,
    Finish,
    Paused,
    Reply,
    Screen,
    choices_of,
)
from relapse_cli.prompters.plain import PlainAsker
from relapse_cli.prompters.scripted import ScriptedAsker
from relapse_cli.prompters.typed_values import written
from tests.banks_under_test import record_of, shipped_bank, vignette

DOWN, HOME, ENTER, BACK, CLEAR = "\x1b[B", "\x1b[H", "\r", "\x10", "\x15"


class Walker:
    """Wanders back and forth with one asker, then gives the answers of a case as a person would."""

    def __init__(self, answers: dict[str, Any], rng: random.Random, wandering: int) -> None:
        self.script = ScriptedAsker(answers)
        self.rng = rng
        self.wandering = wandering
        self.asked = 0

    def ask(self, screen: Screen) -> Reply:
        """Wander for a while; then type what the script says."""
        if screen.is_own:
            return Answered("change") if any(o.id == "change" for o in screen.options) else Paused()
        self.asked += 1
        if self.asked <= self.wandering and screen.step.entry is None:
            reply = self.wander(screen)
            if reply is not None:
                return reply
        planned = self.script.ask(screen)
        typed = planned if isinstance(planned, Answered | AnsweredFields) else None
        if typed is None or screen.kind == "long_text":
            return planned
        given = self.give(screen, typed)
        assert planned == given or same_choices(planned, given)
        return given

    def wander(self, screen: Screen) -> Reply | None:
        """Go back, jump, or answer the question on screen."""
        way = self.rng.choice(["back", "jump", "on", "on", "on", "on"])
        if way == "on":
            return None
        return self.command(screen, way)

    def command(self, screen: Screen, way: str) -> Reply:
        """Go back or jump."""
        raise NotImplementedError

    def give(self, screen: Screen, planned: Answered | AnsweredFields) -> Reply:
        """Type an answer."""
        raise NotImplementedError

    def card(self, _: Card) -> CardReply:
        """Read a card."""
        return Confirmed()

    def check(self, screen: CheckScreen) -> CheckReply:
        """What the script has left, then the end."""
        reply = self.script.check(screen)
        return Finish() if isinstance(reply, Finish) else reply

    def tell(self, text: str) -> None:
        """Hear something."""
        raise AssertionError(text)


class PlainWalker(Walker):
    """Types lines."""

    def type(self, screen: Screen, text: str) -> Reply:
        """One prompt of the plain asker."""
        return PlainAsker(io.StringIO(f"{text}\n"), io.StringIO()).ask(screen)

    def command(self, screen: Screen, way: str) -> Reply:
        """A typed command."""
        return self.type(
            screen, "/back" if way == "back" else f"/jump {self.rng.randint(1, len(screen.places))}"
        )

    def give(self, screen: Screen, planned: Answered | AnsweredFields) -> Reply:
        """A typed answer."""
        if isinstance(planned, AnsweredFields):
            return self.type(screen, line_text(screen, planned))
        ids = [choice.value for choice in choices_of(screen)]
        value = planned.value
        chosen = value if isinstance(value, list) else [value]
        typed = " ".join(str(ids.index(each) + 1) for each in chosen) if ids else written(value)
        return self.type(screen, typed)


class ArrowWalker(Walker):
    """Presses keys."""

    def press(self, screen: Screen, *keys: str) -> Reply:
        """One prompt of the arrow-key asker."""
        waiting = list(keys)
        with create_pipe_input() as pipe:
            asker = ArrowKeysAsker(pipe, DummyOutput(), flush=lambda _: pipe.send_text(waiting.pop(0)))
            opened = ["\r"] if screen.begins and screen.opening else []
            waiting[:0] = opened
            return asker.ask(screen)

    def command(self, screen: Screen, way: str) -> Reply:
        """A key, or the jump list."""
        if way == "back":
            return self.press(screen, BACK)
        return self.press(screen, "\x07", DOWN * self.rng.randrange(len(screen.places)) + ENTER)

    def give(self, screen: Screen, planned: Answered | AnsweredFields) -> Reply:
        """The keys of an answer."""
        if isinstance(planned, AnsweredFields):
            return self.press(screen, CLEAR + line_text(screen, planned) + ENTER)
        ids = [choice.value for choice in choices_of(screen)]
        value = planned.value
        if screen.kind == "multi":
            current = screen.current if isinstance(screen.current, list) else []
            assert isinstance(value, list)
            marks = "".join((" " if (each in value) != (each in current) else "") + DOWN for each in ids)
            return self.press(screen, marks + ENTER)
        if ids:
            rows = ["neutral", *ids] if screen.current is None else ids
            return self.press(screen, HOME + DOWN * rows.index(value) + ENTER)
        return self.press(screen, CLEAR + written(value) + ENTER)


def line_text(screen: Screen, planned: AnsweredFields) -> str:
    """A line of numbers as it would be typed."""
    signs = {"unknown": "?", "declined": "x", None: "-"}
    raw = [planned.fields.get(str(number.step.field)) for number in screen.line]
    return " ".join(written(unwrap(each)) or signs[status_of(each)] for each in raw)


def same_choices(planned: Reply, given: Reply) -> bool:
    """Whether two answers mark the same options, in whatever order."""
    if not (isinstance(planned, Answered) and isinstance(given, Answered)):
        return False
    one, other = planned.value, given.value
    return isinstance(one, list) and isinstance(other, list) and sorted(one) == sorted(other)


def record_after(asker: Asker, record: Record) -> dict[str, object]:
    """The answers after an interview from nothing."""
    empty = record.model_copy(update={"answers": {}, "finished_at": None})
    outcome = hold_interview(shipped_bank(), empty, asker, lambda: record.started_at)
    assert outcome.state == "finished"
    settled = settle(outcome.record.answers)
    assert isinstance(settled, dict)
    return settled


def settle(value: object) -> object:
    """Answers with lists of options sorted, for their order carries nothing."""
    if isinstance(value, dict):
        return {key: settle(part) for key, part in value.items()}
    if isinstance(value, list):
        return sorted(value) if all(isinstance(each, str) for each in value) else [settle(e) for e in value]
    return value


@pytest.mark.parametrize("walker", [PlainWalker, ArrowWalker])
@pytest.mark.parametrize(("name", "seed"), [("PR-203", 1), ("PR-203", 2), ("PR-101", 3)])
def test_any_way_through_gives_the_record_of_the_script(walker: type[Walker], name: str, seed: int) -> None:
    """Wandering back and forth changes nothing about what the answers come to."""
    record = record_of(vignette(name))
    wandered = record_after(walker(record.answers, random.Random(seed), 40), record)
    assert record_after(ScriptedAsker(record.answers), record) == wandered
