"""What a line of the plan says, as data: its title, what stands beneath it, what was said, what is filled in.

Words are a row of spans, so that nobody has to look for a quotation or a blank in a text. One text is made of
them at the very end, by whoever writes a document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from relapse_cli.model.bank_terms import DueWord, Edition

BLANK = "____"
"""How a blank is written where there is only text."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A slot that is still open.

    Attributes:
        id: its name in the bank; empty where somebody typed a blank.
        words: how it reads; who settles it and until when says nothing about what the line says.
        undated: its words say who settles it and not until when, because the line has no day of its own; the
            page says when, where it knows the next contact.
        within: it stands in the middle of a sentence, which reads on behind it.
    """

    id: str = ""
    words: str = field(default=BLANK, compare=False)
    undated: bool = field(default=False, compare=False)
    within: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """As text."""
        return f"… ({self.words})" if self.within else self.words


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills a slot, as it prints: quotation marks, and a word on whose it is, included.

    Attributes:
        number: the number to call that the text begins with; empty where there is none.
    """

    id: str
    text: str
    number: str = field(default="", compare=False)

    def __str__(self) -> str:
        """As text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, quotation marks included."""

    text: str

    def __str__(self) -> str:
        """As text."""
        return self.text


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number to call, or to write a message to, apart from the words around it.

    Attributes:
        by_text: a message is written to it; nobody answers a call.
    """

    text: str
    by_text: bool = False

    def __str__(self) -> str:
        """As text."""
        return self.text


Span = str | Quote | Blank | Filled | PhoneNumber
Words = tuple[Span, ...]


def in_plain(words: Words) -> str:
    """Words as one text."""
    return "".join(map(str, words))


@dataclass(frozen=True, slots=True)
class Note:
    """A further sentence beneath a line.

    Attributes:
        aside: it need not stand on a first page that is whole by itself.
    """

    words: Words
    aside: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer under its label.

    Attributes:
        question: where it was given.
        quiet: it is reassuring, so that a page may name it among those in which nothing was found.
        short: label and answer in few words; empty where there are no fewer.
    """

    label: str
    said: Words
    question: str = ""
    quiet: bool = field(default=False, compare=False)
    short: Words = field(default=(), compare=False)

    @property
    def words(self) -> Words:
        """Label and answer."""
        return (f"{self.label}: ", *self.said)


@dataclass(frozen=True, slots=True)
class StillOpen:
    """A question that is still to be clarified."""

    question: str
    label: str

    @property
    def words(self) -> Words:
        """That it is open."""
        return (f"Still open: {self.label}",)


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event of the trigger sequence, by its place there; a picture of the sequence shows it as well."""

    number: int
    when: str
    about: Words

    @property
    def words(self) -> Words:
        """When it was, and what it was."""
        return (f"{self.when}: ", *self.about) if self.about else (self.when,)


Detail = Note | Said | StillOpen | EventRow


@dataclass(frozen=True, slots=True)
class LineText:
    """What a line says in one edition.

    Attributes:
        title: the line itself.
        details: what stands beneath it.
        short: the title in few words, for lists; empty where the title itself is used.
        typed: the words as somebody typed them, where they take the place of the bank's.
    """

    title: Words
    details: tuple[Detail, ...] = ()
    short: str = ""
    typed: str | None = None

    @property
    def heading(self) -> str:
        """The line itself as text."""
        return in_plain(self.title)

    @property
    def few_words(self) -> str:
        """The line as a list names it."""
        return self.short or self.heading

    @property
    def beneath(self) -> tuple[str, ...]:
        """What stands beneath the line, as text."""
        return tuple(in_plain(detail.words) for detail in self.details)

    @property
    def rows(self) -> tuple[str, ...]:
        """The line itself and what stands beneath it, as text."""
        return (self.heading, *self.beneath)

    @property
    def plain(self) -> str:
        """All of it as one text: the line itself, and each further one on a row of its own."""
        return self.typed if self.typed is not None else "\n".join(self.rows)

    @property
    def spans(self) -> Words:
        """Everything in it, in order."""
        return (*self.title, *(span for detail in self.details for span in detail.words))

    @property
    def has_blank(self) -> bool:
        """Whether something in it is still to be filled in."""
        return any(isinstance(span, Blank) for span in self.spans)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who does a line.

    Attributes:
        id: who it is in the bank; empty where the therapist typed it.
        texts: how each edition says it; where there is none it is the id.
    """

    id: str
    texts: dict[Edition, str]

    def told(self, edition: Edition = "clinician") -> str:
        """Who it is in the words of an edition; an edition without words of its own says the clinician's."""
        return self.texts.get(edition) or self.texts.get("clinician") or self.id


@dataclass(frozen=True, slots=True)
class LineDue:
    """By when a line is done.

    Attributes:
        at: ISO 8601 date or date-time, or ``None`` where it cannot be resolved from the record.
        kind: the due word of the rule; ``set`` where the therapist chose the time.
        words: how the rule says it; empty where the therapist set a date.
        then: what the rule says beyond that time.
        beside: the date does not take the place of the words, because they say more than it does.
    """

    at: str | None
    kind: DueWord | Literal["set"]
    words: str = ""
    then: str = ""
    beside: bool = False

    @property
    def said(self) -> str:
        """All that the rule says."""
        return "; ".join(filter(None, (self.words, self.then)))
