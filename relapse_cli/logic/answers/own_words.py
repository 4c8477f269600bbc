"""What was said beside an option that stands for something not listed: words of the person's own.

They are the first line of the note on the answer, in quotation marks, so that a record keeps its shape and
whoever reads the note alone reads them as words that were said. What else is noted stands below them.
"""

from __future__ import annotations

from relapse_cli.model.answer import Answer, Json, write_answer
from relapse_cli.model.bank_questions import Field_, Option, Question

_OPENS, _CLOSES = "“", "”"


def chosen_room(spec: Question | Field_, answer: Answer) -> Option | None:
    """The chosen option that has room for words; ``None`` where none is chosen."""
    if not answer.usable:
        return None
    chosen = answer.options if spec.type == "multi" else (answer.text,) if spec.type == "choice" else ()
    return next((option for option in spec.options if option.room and option.id in chosen), None)


def words_beside(spec: Question | Field_, answer: Answer) -> str:
    """What was said beside the option; empty where nothing was, or where no option with room is chosen."""
    return "" if chosen_room(spec, answer) is None else said_first(answer)


def said_first(answer: Answer) -> str:
    """The words that the note on an answer begins with, where it begins with some."""
    return _parts(answer.note)[0]


def note_beside(spec: Question | Field_, answer: Answer) -> str | None:
    """The note without the words that were said beside the option."""
    return answer.note if chosen_room(spec, answer) is None else _parts(answer.note)[1] or None


def with_words(answer: Answer, words: str) -> Json:
    """The answer with these words in the place of those that were said before; the rest of its note stays."""
    return write_answer(answer.inner, _joined(words, _parts(answer.note)[1]))


def note_below_words(spec: Question | Field_, answer: Answer, text: str) -> str | None:
    """What becomes of the note when this is noted: words that were said stay above it.

    A note that begins with the same words, such as one that is played from a record, is taken as it is.
    """
    said = words_beside(spec, answer)
    return _joined(said, text) if said and _parts(text)[0] != said else text if text.strip() else None


def _joined(words: str, rest: str) -> str | None:
    """A note of both parts; ``None`` where both are empty."""
    plain = " ".join(words.split())
    return "\n".join(filter(None, (f"{_OPENS}{plain}{_CLOSES}" if plain else "", rest))) or None


def _parts(note: str | None) -> tuple[str, str]:
    """The words of the first line, where it stands in quotation marks, and everything below it."""
    first, _, rest = (note or "").partition("\n")
    inner = first.strip()
    if len(inner) > 2 and inner.startswith(_OPENS) and inner.endswith(_CLOSES):
        return inner[1:-1].strip(), rest
    return "", note or ""
