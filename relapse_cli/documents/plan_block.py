"""The document that every readable format lays out: words and their order, no signs, no colours."""

from __future__ import annotations

from dataclasses import dataclass

from relapse_cli.documents.picture import PictureStage
from relapse_cli.model.bank_terms import Edition, PlanSection

CHOOSE = "Choose together"
STILL_OPEN = "Still open, choose together"
AGREED = "Agreed"
WHO = "Who"
BY_WHEN = "By when"
TODAY = "Today"
DO = "Do"
AVOID = "Please avoid"


@dataclass(frozen=True, slots=True)
class DocumentOption:
    """An option of a line; ``picked`` shows the choice made so far."""

    text: str
    picked: bool


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line as it prints.

    Attributes:
        details: further lines beneath it.
        who: who does it; empty where nobody has to do anything.
        when: by when, with the date in full.
        choose: the options are still a choice.
        undecided: nothing has been chosen yet, and no further line says so.
        tags: short marks such as ``later``.
        trace: rule, basis and source; clinician only.
        because: the ids of the answers it rests on; clinician only.
        picture: the trigger sequence stands straight beneath the text.
        answer: it carries what was said, and asks nobody to do anything.
    """

    text: str
    details: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    options: tuple[DocumentOption, ...] = ()
    choose: bool = False
    undecided: bool = False
    tags: tuple[str, ...] = ()
    trace: str = ""
    because: tuple[str, ...] = ()
    gap: bool = False
    picture: bool = False
    answer: bool = False

    @property
    def options_title(self) -> str:
        """What stands above the options."""
        if not self.choose:
            return AGREED
        return STILL_OPEN if self.undecided else CHOOSE

    @property
    def agreed_alone(self) -> bool:
        """Whether one thing was agreed, so that it needs no list."""
        return not self.choose and len(self.options) == 1


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """Lines under one small title, which is empty where a section has a single group."""

    title: str
    lines: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class DocumentSection:
    """A section with its title.

    Attributes:
        picture: the trigger sequence, drawn at the line that asks for it, else first.
    """

    id: PlanSection | str
    title: str
    groups: tuple[DocumentGroup, ...]
    picture: tuple[PictureStage, ...] = ()

    @property
    def picture_first(self) -> bool:
        """Whether the picture opens the section because no line asks for it."""
        return bool(self.picture) and not any(line.picture for group in self.groups for line in group.lines)


@dataclass(frozen=True, slots=True)
class DocumentLevel:
    """A level in number and words, with what it is: computed or decided."""

    label: str
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class DocumentFlag:
    """A flag as the clinician reads it."""

    level: int
    text: str
    decision: str
    trace: str
    because: tuple[str, ...]
    not_known: str


@dataclass(frozen=True, slots=True)
class DocumentGap:
    """What is missing in one section."""

    section: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One edition of a plan, ready to be laid out from top to bottom.

    Attributes:
        marks: what must be seen first, such as that it is a draft.
        facts: case, date, path.
        emergency: printed before everything else.
        today: what is due today in a few words each, for the patient.
        colophon: how the document came about; clinician only.
    """

    edition: Edition
    title: str
    marks: tuple[str, ...]
    facts: tuple[str, ...]
    opening: tuple[str, ...]
    levels: tuple[DocumentLevel, ...]
    level_note: str
    notices: tuple[str, ...]
    refused: tuple[str, ...]
    emergency: DocumentSection | None
    today: tuple[str, ...]
    unresolved: tuple[str, ...]
    flags: tuple[DocumentFlag, ...]
    gaps: tuple[DocumentGap, ...]
    unmet: tuple[str, ...]
    sections: tuple[DocumentSection, ...]
    closing: tuple[str, ...]
    sources: tuple[str, ...]
    footer: tuple[str, ...]
    colophon: tuple[str, ...]
    not_recorded: str
