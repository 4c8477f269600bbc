"""The words around a step that is told on one line, the same for every asker."""

from __future__ import annotations

from relapse_cli.model.ask import Told, ToldPart
from relapse_cli.prompters.typed.told.read import ToldStep

EXAMPLE = "Such as: quarrel with my partner, Friday evening, conflict, 7."
NOT_SAID = "not said"
TAKE = "Take it"
AGAIN = "Type the line another way"
MORE = "Show the other parts"
FIRST_USE = "Say when the first use was; the line waits"
NEITHER = "None of these; type the line another way"


def tell_words(rows: int, begun: str) -> str:
    """The row or the sentence that leads to the line."""
    if begun.strip():
        return f"Go on with the step that was begun: {' '.join(begun.split())}"
    return f"Tell the {'next' if rows else 'first'} step on one line"


def how_to_tell(told: Told) -> str:
    """How a step is told."""
    titles = ", ".join(part.title for part in told.parts if part.shown)
    return (
        f"{EXAMPLE} Commas stand between its parts ({titles}), in any order; what was not said is left out."
    )


def parts_to_show(heard: ToldStep, told: Told, *, whole: bool) -> list[ToldPart]:
    """The parts that are shown: those that are always, those of which something was said, or all."""
    return [part for part in told.parts if whole or part.shown or part.field in heard.parts]


def part_words(part: ToldPart, heard: ToldStep) -> str:
    """One part with what was heard of it."""
    if (own := heard.parts.get(part.field)) is not None:
        return f"{part.title}: {own.shown}"
    if part.field in heard.fields:
        return f"{part.title}: {_label(part, heard.fields[part.field])} (with the time)"
    needed = f" ({part.needed})" if part.needed else ""
    return f"{part.title}: {NOT_SAID}{needed}"


def _label(part: ToldPart, value: object) -> str:
    """What another part said of this one."""
    options = getattr(part.ask, "options", ())
    return next((option.label for option in options if option.id == value), str(value))


def needed_part(heard: ToldStep, told: Told) -> ToldPart | None:
    """The first part that the rules need and nobody has said."""
    return next((part for part in told.parts if part.needed and part.field not in heard.parts), None)


def doubt_words(words: str, why: str) -> str:
    """What is open of some words, as a question."""
    return f"“{words}”: {why} Which one is meant?"
