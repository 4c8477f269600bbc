"""A line of the plan as one edition prints it."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    Trace,
    plain,
)
from relapse_cli.documents.plan.due import due_words
from relapse_cli.documents.plan.sources import cite_sources, grounds, in_trace
from relapse_cli.model import known_ids as ids
from relapse_cli.model import line_text as data
from relapse_cli.model.line_text import EventRow, LineText, Note, Said, in_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.documents.picture import PictureStage
    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.documents.plan.sources import NumberedSources
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import Edition
    from relapse_cli.model.line_text import Detail
    from relapse_cli.model.plan import Line

_OWN = "therapist's own"
_EDITED = "edited by the therapist"
_SHORT_ANSWER = 2

ONE_SENTENCE = ids.SCHEDULE_RULES | {ids.NO_DETOX_RULE}
"""Lines whose sentences the patient reads together as one."""

_SAYS_BOTH = ONE_SENTENCE | {
    ids.EMERGENCY_RULE,
    ids.SAME_DAY_RULE,
    ids.NO_SUDDEN_STOP_RULE,
    ids.NOT_A_FAILURE_RULE,
    ids.NOT_NOTHING_RULE,
}
"""Lines whose words for the patient say themselves who does it and when."""

_RULES_OWNER = "therapist"
_WHO = "Who"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its words in one edition.

    Attributes:
        picture: the trigger sequence, at the line that tells it.
        undecided: nothing has been chosen yet, and no further line says so.
    """

    line: Line
    text: LineText
    picture: tuple[PictureStage, ...] = ()
    undecided: bool = False

    @classmethod
    def of(cls, line: Line, edition: Edition, picture: tuple[PictureStage, ...]) -> ShownLine:
        """A line as it stands in the plan; where its sequence is drawn, the words do not repeat it."""
        text = line.texts[edition]
        if not picture or line.id != ids.SEQUENCE_ANSWERS:
            return cls(line, text)
        details = tuple(detail for detail in text.details if not isinstance(detail, EventRow))
        return cls(line, replace(text, details=details), picture)


def line_item(shown: ShownLine, carried: EditionPlan, bank: Bank, sources: NumberedSources) -> Item:
    """A line with all that stands beneath it."""
    line = shown.line
    facts = _who_and_when(line, carried, bank.wording.not_recorded)
    details = [block for detail in shown.text.details for block in _detail(detail)]
    traced = (Trace(_trace(line, sources), line.because),) if carried.edition == "clinician" else ()
    named = any(fact.label == _WHO for fact in facts)
    short = line.role == "answer" and not (traced or named or shown.picture)
    return Item(
        ((shown.text.heading, "title" if named or line.section == "emergency" else "plain"),),
        below=(
            *((Picture(shown.picture),) if shown.picture else ()),
            *details,
            *((Facts(facts),) if facts else ()),
            *_options(shown, carried),
            *traced,
        ),
        tags=(*(("still open",) if line.gap else ()), *(("later",) if line.later else ())),
        close=short and len(details) <= _SHORT_ANSWER,
    )


def _detail(detail: Detail) -> Iterator[Block]:
    """What stands beneath a line; words that somebody said are a quotation."""
    match detail:
        case Said(said=(data.Quote(), *_)):
            yield Quote(in_plain(detail.said), detail.label)
        case EventRow(about=(data.Quote(), *_)):
            yield Quote(in_plain(detail.about), detail.when)
        case Note(words=(data.Quote(), *_)):
            yield Quote(in_plain(detail.words))
        case Note(words=(str(label), data.Quote() as said)) if label.endswith(": "):
            yield Quote(said.text, label.removesuffix(": "))
        case _:
            # What a service typed as its procedure may hold several rows.
            rows = map(str.strip, in_plain(detail.words).split("\n"))
            yield from (Paragraph(plain(row)) for row in rows if row)


def _who_and_when(line: Line, carried: EditionPlan, not_recorded: str) -> tuple[Fact, ...]:
    """Who does a line and by when; the clinician sees where nobody or no date is named."""
    edition = carried.edition
    agreed = all(known.id != ids.CONTACT_GAP for known in carried.lines)
    if _keeps_silent(line, edition, contact_agreed=agreed):
        return ()
    missing = not_recorded if edition == "clinician" and line.role in {"action", "own"} else ""
    who = line.owner.told(edition) if line.owner else ""
    when = due_words(line.due, carried.now, edition, contact_agreed=agreed) if line.due else ""
    facts = ((_WHO, who or missing), ("By when", when or missing))
    return tuple(Fact(label, (words,)) for label, words in facts if words)


def _keeps_silent(line: Line, edition: Edition, *, contact_agreed: bool) -> bool:
    """Whether an edition does not say who does a line and when, because its reader needs not know it here."""
    match edition:
        case "clinician":
            return False
        case "patient":
            return _says_who_and_when(line) or (line.id == ids.CONTACT_RULE and contact_agreed)
        case "family":  # a line of a rule is done by somebody else than the family reading it
            return line.role != "own"


def _says_who_and_when(line: Line) -> bool:
    """Whether the text alone tells the patient who and by when; a therapist's own choice always prints."""
    chosen = line.due is None or line.due.kind == "set"
    return line.id in _SAYS_BOTH and line.owner is not None and line.owner.id == _RULES_OWNER and not chosen


def _options(shown: ShownLine, carried: EditionPlan) -> Iterator[Block]:
    """The options of a line: a choice while it is open, else what was agreed."""
    options = [ChoiceOption(o.texts[carried.edition].heading, o.picked) for o in shown.line.options]
    agreed = carried.plan_is_final and all(option.picked for option in options)
    if len(options) == 1 and agreed:
        yield Paragraph(plain(f"Agreed: {options[0].text}"))
    elif options:
        choose = "Still open, choose together" if shown.undecided else "Choose together"
        yield Choice("Agreed" if agreed else choose, tuple(options), open=not agreed)


def _trace(line: Line, sources: NumberedSources) -> str:
    """Rule, basis and source of a line in a few words."""
    if line.rule is None:
        return in_trace(line.id, _OWN)
    return in_trace(
        line.id,
        line.variant or "",
        grounds(line.basis, line.basis_note),
        cite_sources(line.sources, sources),
        _EDITED if line.edited else "",
    )
