"""A bank: the questions of an interview and the rules that turn its answers into a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import get_args

from pydantic import Field

from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.bank_questions import Question, Section
from relapse_cli.model.bank_rules import (
    Action,
    AnswerLine,
    FamilySheet,
    Flag,
    GapLine,
    NamedFact,
    Slot,
    Source,
    Together,
    slot_name,
)
from relapse_cli.model.bank_sheets import Sheets
from relapse_cli.model.bank_terms import Edition, Session
from relapse_cli.model.migration import Migration
from relapse_cli.model.roles import Roles
from relapse_cli.model.sets import Sets
from relapse_cli.model.signature import Signature


class ThinWords(BankModel):
    """The words of the table of what was thin: its title and the name of each row (X-THIN of rules 7.8)."""

    title: str
    coping: str
    trigger: str
    support: str


class FixedWords(BankModel):
    """Headings and sentences that are no lines and carry no rule (rules 7.8).

    Attributes:
        head: stands above everything else.
        normal: the first sentence after it for the patient; read aloud after the opening.
        chronic: beside it, where the profile frames a return like that of any long-term condition.
        tells: the heading of what is learned, kept, changed and added.
        thin: the table of what coping, trigger and support lacked.
        close: the last words for the patient, and of the interview.
    """

    head: str
    normal: str = ""
    chronic: str = ""
    tells: str = ""
    thin: ThinWords | None = None
    close: str


class PatientWords(BankModel):
    """The headings and short words of the patient's own pages (rules 7.10 and 8.1).

    Attributes:
        private: the title of the card that says nothing to anybody else.
        card: the title of the emergency card.
        as_agreed: when the next contact is, on that card.
        steps_above: what is new, where it stands on the page already.
        next_time: stands before the domains whose step waits.
        ifthen: stands before who words an if-then line, and until when.
        details: the title of what stands behind the page.
        for_helpers: stands before what was taken, on the emergency card.
        rest_follows: the last words of the emergency card.
        footer: the foot of the patient's page and of the family sheet.
        no_number: what stands where no emergency number is set up.
    """

    private: str = "Contact"
    card: str = "Help now"
    details: str = "Behind your plan"
    next_contact: str = "Next contact"
    as_agreed: str = "as agreed"
    first_day: str = "The first 24 hours"
    days_after: str = "In the days after"
    again: str = "If it happens again"
    call: str = "Whom to call"
    steps: str = "Your steps"
    steps_above: str = "your steps, as above"
    next_time: str = "For next time"
    ifthen: str = "The if-then line for it"
    for_helpers: str = "For whoever helps you"
    rest_follows: str = "The rest follows when you are safe."
    footer: str = "No substitute for medical advice. Confidential: share it only as agreed."
    no_number: str = "the local emergency number"


class HandoverWords(BankModel):
    """The headings and sentences of the page for those who take over.

    Attributes:
        ask: by level, what is asked of them.
        nothing_found: stands before the safety questions whose answers reassure.
        not_said: stands before what was asked and was rather not said.
        call_back: stands before the service's own numbers; ``no_call_back`` where there is none.
        numbers: stands before other numbers, such as that of a poison centre for professionals.
        amount: that amount and strength are not recorded.
        unsafe_home: how to be careful where home may not be safe.
    """

    title: str = "Hand-over"
    situation: str = "Situation"
    background: str = "Background"
    assessment: str = "Assessment"
    request: str = "Request"
    ask: dict[int, str] = Field(
        default_factory=lambda: {
            3: "Please assess this person today, and tell us what you find and what comes next.",
            4: "Please take over now. Tell us when you have, and what comes next.",
        }
    )
    nothing_found: str = "Nothing found in"
    not_known: str = "Asked, and not known"
    not_asked: str = "Not asked"
    not_said: str = "Asked, and rather not said"
    call_back: str = "To reach us"
    no_call_back: str = "To reach us: the therapist adds a number now."
    numbers: str = "Numbers that may help"
    amount: str = "Amount and strength are not recorded here; please look at the packets."
    unsafe_home: str = (
        "Home may not be safe: please speak of this with the person alone; leave no copy there."
    )
    also: str = "Also"
    told: str = "Chosen to be told"
    told_open: str = "not settled yet"
    seen_by: str = "Sees the person today"
    handed_to: str = "Handed over to"
    contact_before: str = "Before it, the service contacts the person"
    contact_agreed: str = "agreed with the person"
    contact_not_agreed: str = "No next contact is agreed yet."
    no_event: str = "What was taken was not asked in this session."
    elsewhere: str = "The person is not with us: where they are is told by telephone and is not written here."


class Wording(BankModel):
    """Wording used across documents and screens.

    Attributes:
        owners: by owner, who that is in the words of each edition.
        reviewed: stands before who has signed the bank; where nobody has, ``not_reviewed`` is said.
        settles: by who fills a slot, the same within a sentence: "to be settled by ...".
    """

    title: str
    fixed: FixedWords
    footer: str
    not_reviewed: str
    reviewed: str = "Clinically reviewed by"
    draft: str
    levels: dict[int, str]
    sections: dict[str, str]
    validators: dict[str, str]
    banned: tuple[str, ...]
    not_recorded: str
    patient: PatientWords = PatientWords()
    handover: HandoverWords = HandoverWords()
    owners: dict[str, dict[Edition, str]] = Field(default_factory=dict)
    settles: dict[str, dict[Edition, str]] = Field(default_factory=dict)

    def review(self, by: str | None) -> str:
        """Who has signed the bank, or that nobody has."""
        return f"{self.reviewed} {by}." if by else self.not_reviewed


class CheckException(BankModel):
    """A finding of ``bank check`` that somebody has looked at, and why it is right as it is.

    Attributes:
        code: the code of the finding.
        ids: where it is found: questions, rules, facts or sources, or places in one, as findings name them.
    """

    code: str
    ids: tuple[str, ...]
    reason: str


class Bank(BankModel):
    """A whole bank: what is asked, and what follows.

    Attributes:
        digest: ``sha256:`` and the digest of the files it was read from.
        signature: the one beside the bank that fits it, which is in no file of it; without one every document
            says "not clinically reviewed".
        sheets: what is handed out before anything has happened; a bank may have none.
        migrations: what became of the questions of older versions.
        exceptions: what ``bank check`` finds and somebody has judged to be right.
        roles: which of its ids play a part in the program.
        sets: which of its options, names and domains belong together.
    """

    id: str
    version: str
    title: str
    digest: str
    signature: Signature | None = Field(default=None, exclude=True)
    sections: tuple[Section, ...]
    facts: tuple[NamedFact, ...]
    flags: tuple[Flag, ...]
    actions: tuple[Action, ...]
    answer_lines: tuple[AnswerLine, ...]
    gap_lines: tuple[GapLine, ...]
    together: tuple[Together, ...] = ()
    family: FamilySheet
    sheets: Sheets | None = None
    sources: tuple[Source, ...]
    wording: Wording
    migrations: tuple[Migration, ...] = ()
    exceptions: tuple[CheckException, ...] = ()
    roles: Roles = Roles()
    sets: Sets = Sets()

    def __hash__(self) -> int:
        """Its digest stands for all of it."""
        return hash(self.digest)

    @property
    def reviewed_by(self) -> str | None:
        """Who has signed it, in words; ``None`` where no signature fits."""
        return self.signature.in_words if self.signature else None

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in contract order."""
        return {q.id: q for section in self.sections for q in section.questions}

    def options_at(self, role: str, field: str | None = None) -> tuple[str, ...]:
        """The options of the question with a role, or of a field of it; none where there is no such thing."""
        question = self.questions.get(getattr(self.roles, role))
        source = question if question is None or field is None else question.field_by_id.get(field)
        return tuple(option.id for option in source.options) if source is not None else ()

    @cached_property
    def classes(self) -> tuple[str, ...]:
        """The classes of what can have been taken, in the order of the bank."""
        mixed = (name for name in self.options_at("mixed") if name != "none")
        return tuple(dict.fromkeys((*self.options_at("substance", "class"), *mixed)))

    @cached_property
    def critical(self) -> tuple[Question, ...]:
        """The critical questions, in contract order."""
        return tuple(q for q in self.questions.values() if q.critical)

    @cached_property
    def doubted(self) -> frozenset[str]:
        """The questions whose values are not always taken at their word (rules 1.4)."""
        return frozenset(q.id for q in self.questions.values() if q.unreliable is not None)

    @cached_property
    def presented(self) -> dict[Session, tuple[str, ...]]:
        """The questions of each session in the order in which they are put.

        That is file order, but for those that are shown straight after another question or section.
        """
        moved: dict[str, list[str]] = {}
        for q in self.questions.values():
            if q.ask_after is not None:
                moved.setdefault(q.ask_after, []).append(q.id)

        def after(anchor: str) -> Iterator[str]:
            for question in moved.get(anchor, []):
                yield question
                yield from after(question)

        order: list[str] = []
        for section in self.sections:
            for q in section.questions:
                if q.ask_after is None:
                    order += [q.id, *after(q.id)]
            order += after(section.id)
        sessions = get_args(Session)
        return {s: tuple(q for q in order if self.questions[q].session == s) for s in sessions}

    @cached_property
    def section_of(self) -> dict[str, Section]:
        """The section of each question."""
        return {q.id: section for section in self.sections for q in section.questions}

    @cached_property
    def fact_by_name(self) -> dict[str, NamedFact]:
        """The named facts by name."""
        return {fact.name: fact for fact in self.facts}

    @cached_property
    def flag_by_id(self) -> dict[str, Flag]:
        """The flags by id, in file order."""
        return {flag.id: flag for flag in self.flags}

    @cached_property
    def action_by_id(self) -> dict[str, Action]:
        """The actions by id, in file order."""
        return {action.id: action for action in self.actions}

    @cached_property
    def slots_of(self) -> dict[str, tuple[Slot, ...]]:
        """The slots of each line that has any."""
        lines: tuple[Action | AnswerLine, ...] = (*self.actions, *self.answer_lines)
        return {line.id: line.slots for line in lines if line.slots}

    @cached_property
    def slot_by_name(self) -> dict[str, Slot]:
        """The slots by line and slot, as ``P-TOLD.person``."""
        return {slot_name(rule, slot.id): slot for rule, slots in self.slots_of.items() for slot in slots}

    def filled_as(self, name: str) -> str:
        """The slot whose filling fills a slot: itself, or the one at the end of its ``same_as``."""
        slot = self.slot_by_name.get(name)
        return self.filled_as(slot.same_as) if slot is not None and slot.same_as else name

    @cached_property
    def banned_in(self) -> dict[str, tuple[str, ...]]:
        """The banned words in the product's own texts, by what prints them: flag, rule or gap."""
        texts = [
            *((flag.id, (flag.text, flag.plain)) for flag in self.flags),
            *((action.id, action.own_texts) for action in self.actions),
            *((line.id, line.own_texts) for line in self.answer_lines),
            *((gap.id, tuple(gap.texts.values())) for gap in self.gap_lines),
            *((row.line, row.own_texts) for row in self.together),
        ]
        found: dict[str, tuple[str, ...]] = {}
        for name, own in texts:
            hits = tuple(hit for text in own for hit in self.banned_words(text))
            found[name] = (*found.get(name, ()), *hits)
        return {name: hits for name, hits in found.items() if hits}

    def banned_words(self, text: str) -> tuple[str, ...]:
        """The words of the avoid list in a text, as often as they stand there."""
        return tuple(hit.lower() for hit in self._banned.findall(text)) if self._banned else ()

    @cached_property
    def _banned(self) -> re.Pattern[str] | None:
        """What finds the words of the avoid list; ``None`` where it is empty."""
        words = "|".join(re.escape(word) for word in self.wording.banned)
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE) if words else None

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.sources}
