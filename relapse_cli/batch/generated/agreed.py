"""An agreed contact, as the generated function calls it: `logic/rules/due.py` over plain values."""

from __future__ import annotations

from relapse_cli.batch.generated.moments import DAY, HOUR, Span

DueTime = tuple[str, int | None]


def ahead(agreed: Span | None, now: int, offset: int) -> Span | None:
    """An agreed contact that is not past."""
    if agreed is None:
        return None
    start, end = agreed
    if end > start:
        return agreed if (start + offset) // DAY >= (now + offset) // DAY else None
    return agreed if start > now else None


def later(agreed: Span | None, due: DueTime | None, now: int, offset: int) -> bool:
    """Whether an agreed contact lies after a due time."""
    if agreed is None or due is None:
        return False
    word, n = due[0], due[1] or 0
    match word:
        case "now":
            return agreed[0] > now
        case "hours":
            return agreed[0] > now + n * HOUR
        case "arranged":
            return False
        case _:  # today, tonight, days
            days = n if word == "days" else 0
            return (agreed[0] + offset) // DAY > (now + offset) // DAY + days


def extra_words(agreed: Span | None, extra: DueTime | None, now: int, offset: int) -> str | None:
    """The contact before a late one in the words of the plan format."""
    if extra is None or not (agreed is None or later(agreed, extra, now, offset)):
        return None
    return extra[0] if extra[1] is None else f"{extra[0]} {extra[1]}"
