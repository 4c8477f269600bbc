"""A line of the plan as one edition prints it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from relapse_cli.documents.block import (
    Block,
    Choice,
    ChoiceOption,
    Fact,
    Facts,
    Item,
    Paragraph,
    Picture,
    Quote,
    plain,
)
from relapse_cli.documents.plan.due import due_words
from relapse_cli.documents.plan.spans import spans_of
from relapse_cli.model import line_text as data
from relapse_cli.model.known_ids import CONTACT_GAP
from relapse_cli.model.line_text import EventRow, Note, Said, StillOpen, in_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.documents.plan.shown import ShownLine
    from relapse_cli.documents.plan.sources import Notes
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.line_text import Detail
    from relapse_cli.model.plan import Line, Plan
    from relapse_cli.model.roles import Roles

_SHORT_ANSWER = 2

_SAID_BY = frozenset({"therapist", "patient"})
WHO = "Who"
BY_WHEN = "By when"
_TOLD_DONE = "reported done"
_FROM = "From"
"""Stands before the day from which an if-then line counts: it is kept, and not done by a day."""
_CALLED_FOR = "The level calls for"
"""Stands before the time that a rule asks for, where the line itself has the one that was agreed."""


def line_item(shown: ShownLine, carried: EditionPlan, bank: Bank, notes: Notes | None = None) -> Item:
    """A line with all that stands beneath it; for the clinician with the number of its note."""
    line = shown.line
    facts = who_and_when(shown, carried, bank.wording.not_recorded)
    details = tuple(details_of(shown.text.details))
    named = any(fact.label == WHO for fact in facts)
    short = line.role == "answer" and not (named or shown.picture)
    return Item(
        spans_of(shown.text.title, "title" if named or line.section == "emergency" else "plain"),
        below=(
            *((Picture(shown.picture),) if shown.picture else ()),
            *details,
            *((Facts(facts),) if facts else ()),
            *_options(line, carried),
        ),
        tags=_tags(line) if carried.edition == "clinician" else (),
        notes=tuple(notes.number_line(each) for each in (line, *shown.lower)) if notes else (),
        close=short and len(details) <= _SHORT_ANSWER,
    )


def sentence_blocks(plan: Plan, name: str) -> Iterator[Block]:
    """A sentence that no rule carries, as this plan says it; nothing where it does not print."""
    text = plan.sentence(name)
    if text is not None:
        yield Paragraph(spans_of(text.title))
        yield from details_of(text.details)


def _tags(line: Line) -> tuple[str, ...]:
    """What the clinician sees at once of a line; to others its words say it."""
    return (*(("still open",) if line.gap else ()), *(("later",) if line.later else ()))


def details_of(details: Iterable[Detail]) -> Iterator[Block]:
    """What stands beneath a line; what is still open stands together on one row."""
    for is_open, found in groupby(details, key=lambda detail: isinstance(detail, StillOpen)):
        if is_open:
            open_ones = [detail.label for detail in found if isinstance(detail, StillOpen)]
            yield Paragraph(plain(f"Still open: {'; '.join(open_ones)}"))
        else:
            yield from map(_detail, found)


def nothing_found(details: Iterable[Detail], words: str) -> tuple[Paragraph, ...]:
    """The answers that reassure, by the names of their questions, on one row; nothing where none does."""
    names = [detail.label for detail in details if isinstance(detail, Said) and detail.quiet]
    return (Paragraph(plain(f"{words}: {'; '.join(names)}")),) if names else ()


def _detail(detail: Detail) -> Block:
    """One thing beneath a line; words that somebody said are a quotation."""
    match detail:
        case Said(said=(data.Quote(), *_)):
            return Quote(in_plain(detail.said), detail.label)
        case EventRow(about=(data.Quote(), *_)):
            return Quote(in_plain(detail.about), detail.when)
        case Note(words=(data.Quote(), *_)):
            return Quote(in_plain(detail.words))
        case _:
            return Paragraph(spans_of(detail.words))


def who_and_when(shown: ShownLine, carried: EditionPlan, not_recorded: str) -> tuple[Fact, ...]:
    """Who does a line and by when; the clinician sees where nobody or no date is named."""
    line, edition, roles = shown.line, carried.edition, carried.roles
    agreed = all(known.id != CONTACT_GAP for known in carried.lines)
    if _keeps_silent(line, carried, contact_agreed=agreed):
        return ()
    missing = not_recorded if edition == "clinician" and line.role in {"action", "own"} else ""
    who = line.owner.told(edition) if line.owner and _names_who(line, edition) else ""
    when = due_words(shown.due, carried.now, edition, contact_agreed=agreed) if shown.due else ""
    is_contact, by_rule = line.id == roles.contact_rule, shown.due is not None and shown.due.kind != "set"
    kept = line.rule in {roles.ifthen_answers, roles.earliest_rule}
    by_when = _CALLED_FOR if is_contact and agreed and by_rule else _FROM if kept else BY_WHEN
    when = _TOLD_DONE if line.holds_on else when
    facts = ((WHO, who or missing), (by_when, when or missing))
    return tuple(Fact(label, (words,)) for label, words in facts if words)


def _names_who(line: Line, edition: Edition) -> bool:
    """Whether an edition says who does a line; a bank's own words for the patient say it themselves."""
    return edition == "clinician" or line.role == "own" or (line.owner is not None and not line.owner.id)


def _keeps_silent(line: Line, carried: EditionPlan, *, contact_agreed: bool) -> bool:
    """Whether an edition does not say who does a line and when, because its reader needs not know it here."""
    roles = carried.roles
    match carried.edition:
        case "clinician":
            return False
        case "patient":
            return _says_who_and_when(line, roles) or (line.id == roles.contact_rule and contact_agreed)
        case "family":  # a line of a rule is done by somebody else than the family reading it
            return line.role != "own"


def _says_who_and_when(line: Line, roles: Roles) -> bool:
    """Whether the text alone tells the patient who and by when; a therapist's own choice always prints."""
    chosen = line.due is None or line.due.kind == "set"
    return line.id in roles.says_both and line.owner is not None and line.owner.id in _SAID_BY and not chosen


def _options(line: Line, carried: EditionPlan) -> Iterator[Block]:
    """The options of a line: a choice while it is open, else what was agreed."""
    options = [ChoiceOption(o.texts[carried.edition].heading, o.picked) for o in line.options]
    agreed = carried.plan_is_final and all(option.picked for option in options)
    if len(options) == 1 and agreed:
        yield Paragraph(plain(f"Agreed: {options[0].text}"))
    elif options:
        yield Choice("Agreed" if agreed else "Choose together", tuple(options), open=not agreed)
