"""Answers that a walk gives: mostly those of a case, now and then anything that fits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from relapse_cli.logic.answers.edit import stored
from relapse_cli.logic.answers.moments import parse_moment
from relapse_cli.model.answer import read_answer
from relapse_cli.model.ask import Choice, Day, Table, picks_of
from relapse_cli.model.screen import Screen
from relapse_cli.prompters.asker import NO_CLERK, Clerk
from relapse_cli.prompters.typed.days.explain import lies_right
from tests.prompters.screens import NOW, figures_on, kind_of
from tests.record_strategies import RandomDice, plain_value

WORDS = ("two bad nights", "The early shift, and then the news.", "call my sister", "zolpidem", "süß & müde")
SEVERAL_LINES = ("One evening.\nThen the next.", *WORDS)
NOTES = ("seen by video", "wants to wait until the partner has left", "said twice")
HALF = ("half a sen", "3", "2026-1", "x y", "")


class Answers:
    """Where values come from.

    Args:
        dice: chance.
        case: the answers of a case, given where they fit; a list takes them by the place of the entry.

    Attributes:
        clerk: who checks what is given on the screen.
    """

    def __init__(self, dice: RandomDice, case: Mapping[str, Any]) -> None:
        self.dice = dice
        self.case = {question: read_answer(raw) for question, raw in case.items()}
        self.clerk: Clerk = NO_CLERK

    def value(self, screen: Screen) -> Any:
        """A value that fits the screen; ``None`` when none was found."""
        if screen.step.question == "frame.consent":
            return True
        known = stored(self.case, screen.step).value
        tries = [known] if known is not None and self.dice.number(1, 4) > 1 else []
        for value in [*tries, *(self.any_value(screen) for _ in range(9))]:
            plain = in_order(screen, value)
            if plain not in ("", []) and not self.clerk.faults(plain) and can_be_typed(screen, plain):
                return plain
        return None

    def any_value(self, screen: Screen) -> Any:
        """A value of the kind that is asked for."""
        if kind_of(screen) in {"text", "long_text"}:
            return self.dice.pick(SEVERAL_LINES if kind_of(screen) == "long_text" else WORDS)
        spec = {
            "id": screen.step.field or screen.step.question,
            "type": "duration" if kind_of(screen) == "distance" else kind_of(screen),
            "options": [choice.value for choice in picks_of(screen.ask)],
            "exclusive": getattr(screen.ask, "exclusive", None),
            "min": getattr(screen.ask, "low", 0),
            "max": getattr(screen.ask, "high", 10) or 10,
        }
        return plain_value(self.dice, spec, datetime.fromisoformat(getattr(screen.ask, "now", NOW)))

    def line(self, screen: Screen) -> dict[str, Any]:
        """Numbers for one line, some of them not known, not said or left out."""
        given: dict[str, Any] = {}
        for number in figures_on(screen):
            kind = self.dice.pick(("value", "value", "value", "unknown", "declined", "out"))
            value = self.dice.number(int(number.number.low), int(number.number.high or 10))
            if kind != "out":
                given[str(number.step.field)] = value if kind == "value" else {"status": kind}
        return given

    def told(self, screen: Screen) -> tuple[dict[str, Any], str]:
        """A step of the sequence, and the line on which it is told, its pieces in any order."""
        assert isinstance(screen.ask, Table)
        assert screen.ask.told is not None
        kinds = next(part.ask for part in screen.ask.told.parts if part.field == "domain")
        assert isinstance(kinds, Choice)
        kind, number = self.dice.pick(kinds.options), self.dice.number(0, 10)
        when = {"value": self.dice.number(1, 90), "unit": self.dice.pick(("hour", "day", "week"))}
        side, what = self.dice.pick((", side: ?", " before", " after")), self.dice.pick(WORDS)
        pieces: list[tuple[str, dict[str, Any]]] = [
            (what, {"what": what}),
            (f"{when['value']} {when['unit']}s{side}", {"when": when, **self._with_side(side)}),
            (self.dice.pick((kind.label, kind.id)), {"domain": kind.id}),
            (self.dice.pick((f"{number}", f"{number} of 10", f"strength: {number}")), {"intensity": number}),
        ]
        kept = [piece for piece in pieces if self.dice.number(1, 3) > 1]
        if not any(sign.isalpha() for words, _ in kept for sign in words):  # a number alone names a row
            kept = pieces
        order = sorted(kept, key=lambda _: self.dice.number(0, 99))
        fields = {name: value for _, given in kept for name, value in given.items()}
        return fields, ", ".join(words for words, _ in order)

    def _with_side(self, side: str) -> dict[str, Any]:
        """The side that is recorded with a distance; without one it is asked, or marked as not known."""
        return {"side": {"status": "unknown"} if "?" in side else side.strip()}

    def half(self, screen: Screen) -> str:
        """Half an answer: a few letters, or a mark or two; what was half typed before may be taken away."""
        if kind_of(screen) != "multi":
            if screen.stored.draft and self.dice.number(1, 2) == 1:
                return ""
            return self.dice.pick(HALF)
        return " ".join(in_order(screen, self.any_value(screen)) or [str(picks_of(screen.ask)[0].value)])


def can_be_typed(screen: Screen, value: Any) -> bool:
    """Whether a value is taken as it is typed; a file may hold other days, and times with other offsets."""
    if not isinstance(screen.ask, Day):
        return True
    moment = parse_moment(value, datetime.fromisoformat(screen.ask.now).tzinfo or UTC)
    return lies_right(value, screen.ask) and (moment is None or moment.own is None)


def in_order(screen: Screen, value: Any) -> Any:
    """A value as it comes from a screen: marks in the order of the rows, text without blanks around it."""
    if isinstance(value, str):
        return value.strip()
    if kind_of(screen) != "multi" or not isinstance(value, list):
        return value
    return [choice.value for choice in picks_of(screen.ask) if choice.value in value]
