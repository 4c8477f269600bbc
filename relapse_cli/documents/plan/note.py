"""A progress note from a plan, for the record system of a service: in parts, as its style has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from relapse_cli.documents.block import Block, Document, Heading, Item, Paragraph, plain
from relapse_cli.documents.plan.document import PATH_WORDS
from relapse_cli.documents.plan.due import due_words
from relapse_cli.documents.plan.edition import carry
from relapse_cli.documents.plan.lines import details_of
from relapse_cli.documents.plan.shown import shown_lines
from relapse_cli.errors import GateClosedError
from relapse_cli.model.line_text import Filled, Said
from relapse_cli.text.days import readable_date
from relapse_cli.text.nouns import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relapse_cli.documents.plan.edition import EditionPlan
    from relapse_cli.documents.plan.shown import ShownLine
    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_terms import NoteStyle, Paper
    from relapse_cli.model.line_text import Detail
    from relapse_cli.model.plan import Plan, PlanFlag
    from relapse_cli.model.roles import Roles

_SAID_SECTIONS = frozenset({"trigger", "stance", "contact"})


@dataclass(frozen=True, slots=True)
class _Note:
    """What the parts are taken from: the clinician's lines as they print."""

    plan: Plan
    carried: EditionPlan
    bank: Bank
    lines: tuple[ShownLine, ...]

    @property
    def roles(self) -> Roles:
        """Which lines of the bank play a part."""
        return self.bank.roles

    def named(self, *rules: str) -> Iterator[ShownLine]:
        """The lines of some rules, in the order in which these are named."""
        return (each for rule in rules for each in self.lines if each.line.rule == rule)

    def details(
        self, lines: Iterable[ShownLine], wanted: Callable[[Detail], bool] = lambda _: True
    ) -> Iterator[Block]:
        """What stands beneath some lines, without their titles, each thing once."""
        found = dict.fromkeys(detail for each in lines for detail in each.text.details if wanted(detail))
        yield from details_of(found)

    def is_observed(self, detail: Detail) -> bool:
        """Whether the therapist saw it; everything else was told."""
        question = self.bank.questions.get(detail.question) if isinstance(detail, Said) else None
        return question is not None and question.observed


def note_document(plan: Plan, bank: Bank, paper: Paper, style: NoteStyle) -> Document:
    """A progress note of the session.

    It says what the plan says, in fewer words, and nothing that no line of it says.

    Raises:
        GateClosedError: somebody else than the clinician is to read it.
    """
    if paper != "clinician":
        raise GateClosedError(
            "A progress note is the clinician's.", remedy="Leave --for out, or choose another format."
        )
    carried = carry(plan, bank.roles, "clinician")
    note = _Note(plan, carried, bank, shown_lines(carried))
    return Document(
        title="Progress note",
        facts=(f"Case {plan.case}", readable_date(plan.started_at), PATH_WORDS[plan.path]),
        marks=() if plan.final else (bank.wording.draft,),
        blocks=tuple(_parts(note, style)),
        footer=(bank.wording.review(plan.reviewed_by),),
    )


def _parts(note: _Note, style: NoteStyle) -> Iterator[Block]:
    match style:
        case "dap":
            yield from _part("Data", (*_found_out(note), *_said(note)))
        case "soap":
            event = {each for line in note.named(note.roles.event_answers) for each in line.text.details}
            told = note.details(
                note.named(note.roles.safety_answers),
                lambda each: each not in event and not note.is_observed(each),
            )
            seen = note.details(note.named(note.roles.safety_answers), note.is_observed)
            yield from _part("Subjective", (*_event(note), *told, *_said(note)))
            yield from _part("Objective", seen)
        case "birp":
            yield from _part("Behaviour", (*_found_out(note), *_said(note)))
            yield from _part("Intervention", _done(note))
            yield from _part("Response", _response(note))
        case _:
            assert_never(style)
    if style != "birp":
        yield from _part("Assessment", _assessment(note))
    yield from _part("Plan", (*(_assessment(note) if style == "birp" else ()), *_plan(note)))


def _part(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """A part under its title; one without anything says so, so that nobody looks for what is missing."""
    yield Heading(title)
    yield from tuple(blocks) or (Paragraph(plain("Nothing recorded.")),)


def _event(note: _Note) -> Iterator[Block]:
    return note.details(note.named(note.roles.event_answers))


def _found_out(note: _Note) -> Iterator[Block]:
    """What was taken and what was found of safety, each thing once."""
    return note.details(note.named(note.roles.event_answers, note.roles.safety_answers))


def _said(note: _Note) -> Iterator[Block]:
    """What led up to it and how it has been since, in the words that were used."""
    apart = {note.roles.event_answers, note.roles.safety_answers, note.roles.ifthen_answers}
    return note.details(
        each
        for each in note.lines
        if each.line.role == "answer" and each.line.section in _SAID_SECTIONS and each.line.rule not in apart
    )


def _response(note: _Note) -> Iterator[Block]:
    """What the patient made of it."""
    return note.details(note.named(note.roles.learned_answers, note.roles.confidence_answers))


def _done(note: _Note) -> Iterator[Block]:
    """What the session did, as far as the record shows it."""
    plan = note.plan
    steps = len(plan.timeline)
    picked = [each.line for each in note.lines if any(option.picked for option in each.line.options)]
    domains = tuple(dict.fromkeys(label for line in picked for label in line.domain_labels))
    ifthen = len(tuple(note.details(note.named(note.roles.ifthen_answers)))) > 0
    rows = (
        "Safety gone through question by question." if any(note.named(note.roles.safety_answers)) else "",
        f"The sequence put in order: {counted(steps, 'step')}." if steps else "",
        f"Steps chosen for: {'; '.join(domains)}." if domains else "",
        "If-then lines agreed in the patient's words." if ifthen else "",
        "What may be shared, and with whom, agreed." if plan.family_agreed else "",
        f"Next contact agreed: {plan.next_contact.words}." if plan.next_contact else "",
    )
    return (Item(plain(row)) for row in rows if row)


def _assessment(note: _Note) -> Iterator[Block]:
    """The levels, what was found in words, and what is not known."""
    carried, words = note.carried, note.bank.wording.levels
    level = carried.level or 1
    decided = "not yet decided" if carried.level_decided is None else f"level {carried.level_decided}"
    means = f" ({words[level]})" if words.get(level) else ""
    yield Item(plain(f"Computed: level {level} of 4{means}. Decided: {decided}."))
    yield from (Item(plain(_found(flag))) for flag in sorted(carried.flags, key=lambda flag: -flag.level))
    if not carried.flags:
        yield Item(plain("No flag is set by these answers."))
    if carried.unresolved:
        yield Item(plain(f"Still to clarify: {'; '.join(item.label for item in carried.unresolved)}."))


def _found(flag: PlanFlag) -> str:
    """A flag in words, with what the therapist made of it."""
    made = flag.decision
    if made is None:
        return f"Level {flag.level}: {flag.text} Not yet confirmed."
    moved = "Confirmed." if made.kind == "confirm" else f"Taken as level {made.to}."
    return f"Level {flag.level}: {flag.text} {moved}{f' Reason: {made.reason}' if made.reason else ''}"


def _is_filled_in(detail: Detail) -> bool:
    """Whether somebody filled something in there, such as who sees the person and where."""
    return any(isinstance(span, Filled) for span in detail.words)


def _plan(note: _Note) -> Iterator[Block]:
    """Every line that somebody does, in a few words, with who and when; then what is not chosen yet."""
    for each in note.lines:
        line = each.line
        if line.role not in {"action", "own"} or (line.options and not any(o.picked for o in line.options)):
            continue
        who = line.owner.told() if line.owner else note.bank.wording.not_recorded
        dated = (
            line.id == note.roles.contact_rule and note.plan.next_contact is not None
        )  # its title says when
        when = due_words(each.due, note.carried.now, "patient") if each.due and not dated else ""
        chosen = tuple(option.texts["clinician"].heading for option in line.options if option.picked)
        words = "; ".join((each.text.heading.rstrip("."), *chosen))
        below = tuple(details_of(each for each in each.text.details if _is_filled_in(each)))
        tags = ("later",) if line.later else ()
        yield Item(plain(f"{words} ({', '.join(filter(None, (who, when)))})"), below, tags=tags)
    yield from note.details(note.named(note.roles.ifthen_answers))
    waiting = (each.text.heading for each in note.lines if each.line.gap)
    yield from (Item(plain(words), tags=("still open",)) for words in waiting)
