"""Screens for tests, one for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from relapse_cli.model.ask import (
    Anchor,
    Ask,
    Choice,
    Day,
    Distance,
    Figure,
    Form,
    Length,
    Marks,
    Number,
    Numbers,
    Part,
    Secret,
    Stored,
    Table,
    TableRow,
    Text,
    YesNo,
)
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import Around, JumpLine, Screen, Ways
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NoClerk

SIGNS = (
    Option(id="fit", label="A fit"),
    Option(id="chest", label="Chest pain", help="Now or since."),
    Option(id="none", label="None of these"),
)
JUMPS = (JumpLine("Frame", "done", "frame.mode"), JumpLine("Safety", "partly", "safety.now"))
NOW = "2026-11-20T10:00:00+01:00"
ASKS: dict[str, Ask] = {
    "choice": Choice(SIGNS),
    "multi": Marks(SIGNS, "none"),
    "yes_no": YesNo(),
    "scale": Number(high=10, rating=True),
    "number": Number(),
    "text": Text(),
    "long_text": Text(long=True),
    "date": Day(NOW),
    "datetime": Day(NOW, "future", timed=True),
    "duration": Length(),
    "distance": Distance(NOW),
    "entries": Table(),
    "secret": Secret(),
}
STORED = {
    "current": "value",
    "status": "status",
    "draft": "draft",
    "note": "note",
    "begun_note": "begun_note",
}


def screen(kind: str | Ask, **more: Any) -> Screen:
    """A screen of a kind, with everything that can be offered on it; ``more`` finds its part."""
    made: dict[str, Any] = {
        "step": Step("safety.sleep"),
        "label": "What is asked?",
        "section": "Safety",
        "progress": (3, 12),
        "help": "How to answer.",
        "why": "Because it helps.",
        "statuses": ("unknown", "declined"),
        "jumps": JUMPS,
        "safety": "safety.now",
        **more,
    }
    stored = {STORED[name]: made.pop(name) for name in STORED if name in made}
    ways, around = taken(made, Ways), taken(made, Around)
    ask = ASKS[kind] if isinstance(kind, str) else kind
    ask = replace(ask, **taken(made, type(ask)))
    return Screen(ask=ask, stored=Stored(**stored), ways=Ways(**ways), around=Around(**around), **made)


def taken(made: dict[str, Any], part: Any) -> dict[str, Any]:
    """What belongs to one part of a screen, taken out of the rest."""
    return {name: made.pop(name) for name in part.__slots__ if name in made}


def kind_of(shown: Screen) -> str:
    """The kind of a screen, as the bank names it."""
    match shown.ask:
        case Number(rating=True):
            return "scale"
        case Text(long=True):
            return "long_text"
        case Day(timed=True):
            return "datetime"
        case Numbers():
            return "line"
        case Form():
            return "parts"
        case ask:
            return next(kind for kind, known in ASKS.items() if type(known) is type(ask))


def rows_on(shown: Screen) -> tuple[TableRow, ...]:
    """The events that are listed on a screen."""
    return shown.ask.rows if isinstance(shown.ask, Table) else ()


def may_add(shown: Screen) -> bool:
    """Whether the list on a screen takes one more event."""
    return isinstance(shown.ask, Table) and shown.ask.may_add


def has_details(shown: Screen, index: int) -> bool:
    """Whether an event of the list has an optional panel to open."""
    return any(row.index == index and row.has_details for row in rows_on(shown))


def parts_on(shown: Screen) -> tuple[Part, ...]:
    """The parts of an entry that is shown whole."""
    return shown.ask.parts if isinstance(shown.ask, Form) else ()


def figures_on(shown: Screen) -> tuple[Figure, ...]:
    """The numbers that are typed on one line."""
    return shown.ask.figures if isinstance(shown.ask, Numbers) else ()


def events(*words: str) -> tuple[TableRow, ...]:
    """Events of a list with one column."""
    return tuple(TableRow(index, each, (each,)) for index, each in enumerate(words))


def last_use(iso: str) -> Anchor:
    """A day that was given before."""
    return Anchor(iso, "the last use")


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

    def keep_draft(self, text: str, step: Step | None = None) -> None:
        """Hear what is half given, and of a note that it is one."""
        self.heard.append(f"note: {text}" if step is not None and step.is_note else text)


class InRange(NoClerk):
    """Takes the numbers of the line below that are in their range."""

    def faults(self, value: Any, step: Step | None = None) -> list[str]:
        """Whether a number is in the range of its field."""
        high = HIGHEST[str(step.field if step else None)]
        return [] if 0 <= value <= high else [f"From 0 to {high:g}."]


HIGHEST = {"night_1": 24, "night_2": 24, "difficulty": 10}
IN_RANGE = InRange()


def line_screen(values: Mapping[str, Any] | None = None, **more: Any) -> Screen:
    """Two nights and how hard they are, on one line."""
    figures = tuple(
        Figure(
            Step("safety.sleep", None, name),
            name.replace("_", " "),
            Number(high=high, rating=name == "difficulty"),
            Stored((values or {}).get(name)),
        )
        for name, high in HIGHEST.items()
    )
    return screen(Numbers(figures), **{"step": figures[0].step, **more})


def parts_screen(*words: str, **more: Any) -> Screen:
    """An entry shown whole, with as many parts as there are words recorded in them."""
    entry = Step("event.substance", 0)
    parts = tuple(Part(part_step(n), f"Part {n}", each) for n, each in enumerate(words, 1))
    return screen(Form(parts, has_more=True), **{"step": entry, "statuses": (), **more})


def part_step(number: int) -> Step:
    """Where a part of such an entry stands."""
    return Step("event.substance", 0, f"part_{number}")


def any_screen(kind: str, **more: Any) -> Screen:
    """A screen of any kind, also of those that are made of several; ``field`` is one of an entry."""
    offers = {"flags": ("Something was noted.",), "stance": ("Stay calm.",), **more}
    match kind:
        case "line":
            return line_screen(**offers)
        case "parts":
            return parts_screen("what I said", "", "", **offers)
        case "entries":
            return screen("entries", rows=events("zolpidem", "wine"), **offers)
        case "field":
            step = Step("event.substance", 0, "name")
            return screen("text", **{"step": step, "about": "What did you take?", **offers})
        case _:
            return screen(kind, **offers)
