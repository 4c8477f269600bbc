"""Screens for tests, one for each kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import Entry, Part, Place, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NoClerk

SIGNS = (
    Option(id="fit", label="A fit"),
    Option(id="chest", label="Chest pain", help="Now or since."),
    Option(id="none", label="None of these"),
)
PLACES = (Place("Frame", "done", "frame.mode"), Place("Safety", "partly", "safety.now"))


def screen(kind: str, **more: Any) -> Screen:
    """A screen of a kind, with everything that can be offered on it."""
    made: dict[str, Any] = {
        "step": Step("safety.sleep"),
        "kind": kind,
        "label": "What is asked?",
        "section": "Safety",
        "progress": (3, 12),
        "help": "How to answer.",
        "why": "Because it helps.",
        "statuses": ("unknown", "declined"),
        "places": PLACES,
        "safety": "safety.now",
        "now": "2026-11-20T10:00:00+01:00",
    }
    if kind in {"choice", "multi"}:
        made["options"] = SIGNS
    if kind == "multi":
        made["exclusive"] = "none"
    if kind == "datetime":
        made["towards"] = "future"
    return Screen(**{**made, **more})


def entries(*words: str) -> tuple[Entry, ...]:
    """Entries of a list with one column."""
    return tuple(Entry(index, each, (each,)) for index, each in enumerate(words))


class Beside(NoClerk):
    """Refuses what a check refuses, and hears what is half typed."""

    def __init__(
        self, check: Callable[[Any], list[str]] = lambda _: [], heard: list[str] | None = None
    ) -> None:
        self.check = check
        self.heard = [] if heard is None else heard

    def faults(self, value: Any, _: Step | None = None) -> list[str]:
        """Why a value does not fit."""
        return self.check(value)

    def keep_draft(self, text: str) -> None:
        """Hear what is half typed."""
        self.heard.append(text)


class InRange(NoClerk):
    """Takes the numbers of the line below that are in their range."""

    def faults(self, value: Any, step: Step | None = None) -> list[str]:
        """Whether a number is in the range of its field."""
        high = HIGHEST[str(step.field if step else None)]
        return [] if 0 <= value <= high else [f"From 0 to {high:g}."]


HIGHEST = {"night_1": 24, "night_2": 24, "difficulty": 10}
IN_RANGE = InRange()


def line_screen(**more: Any) -> Screen:
    """Two nights and how hard they are, on one line."""
    kinds = (("night_1", "number", 24), ("night_2", "number", 24), ("difficulty", "scale", 10))
    line = tuple(
        Screen(
            step=Step("safety.sleep", None, name), kind=kind, label=name.replace("_", " "),  # type: ignore[arg-type]
            min=0, max=high,
        )
        for name, kind, high in kinds
    )  # fmt: skip
    return screen("line", **{"step": line[0].step, "line": line, **more})


def parts_screen(*words: str, **more: Any) -> Screen:
    """As many texts on one screen as there are words typed under them."""
    parts = tuple(Part(f"seed.{n}", f"Question {n}?", each) for n, each in enumerate(words, 1))
    return screen("parts", **{"step": Step("seed.1"), "parts": parts, "statuses": (), "adds": True, **more})


def any_screen(kind: str, **more: Any) -> Screen:
    """A screen of any kind, also of those that are made of several; ``field`` is one of an entry."""
    offers = {"flags": ("Something was noted.",), "stance": ("Stay calm.",), **more}
    match kind:
        case "line":
            return line_screen(**offers)
        case "parts":
            return parts_screen("what I said", "", "", **offers)
        case "entries":
            return screen("entries", entries=entries("zolpidem", "wine"), **offers)
        case "field":
            step = Step("event.substance", 0, "name")
            return screen("text", **{"step": step, "about": "What did you take?", **offers})
        case _:
            return screen(kind, **offers)
