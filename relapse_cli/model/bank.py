"""A bank: the questions of an interview and the rules that turn its answers into a plan."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import Field

from relapse_cli.model.bank_questions import Question, Section
from relapse_cli.model.bank_rules import Action, AnswerLine, FamilySheet, Flag, GapLine, NamedFact, Source
from relapse_cli.model.bank_terms import BankModel, Edition
from relapse_cli.model.migration import Migration


class Wording(BankModel):
    """Wording used across documents and screens.

    Attributes:
        owners: by owner, who that is in the words of each edition.
    """

    title: str
    header: str
    footer: str
    not_reviewed: str
    draft: str
    levels: dict[int, str]
    sections: dict[str, str]
    validators: dict[str, str]
    banned: tuple[str, ...]
    not_recorded: str
    closing: str
    owners: dict[str, dict[Edition, str]] = Field(default_factory=dict)


class Bank(BankModel):
    """A whole bank: what is asked, and what follows.

    Attributes:
        digest: ``sha256:`` and the digest of the files it was read from.
        reviewed_by: the clinician who signed it; until then every document says "not clinically reviewed".
        migrations: what became of the questions of older versions.
    """

    id: str
    version: str
    title: str
    digest: str
    reviewed_by: str | None = None
    sections: tuple[Section, ...]
    facts: tuple[NamedFact, ...]
    flags: tuple[Flag, ...]
    actions: tuple[Action, ...]
    answer_lines: tuple[AnswerLine, ...]
    gap_lines: tuple[GapLine, ...]
    family: FamilySheet
    sources: tuple[Source, ...]
    wording: Wording
    migrations: tuple[Migration, ...] = ()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by id, in contract order."""
        return {q.id: q for section in self.sections for q in section.questions}

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
    def banned_in(self) -> dict[str, tuple[str, ...]]:
        """The banned words in the product's own texts, by what prints them: flag, rule or gap."""
        words = "|".join(re.escape(word) for word in self.wording.banned)
        pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        texts = [
            *((flag.id, (flag.text, flag.plain)) for flag in self.flags),
            *((action.id, action.own_texts) for action in self.actions),
            *(
                (line.id, (*line.titles.values(), *line.answered.values(), *line.labels.values()))
                for line in self.answer_lines
            ),
            *((gap.id, tuple(gap.texts.values())) for gap in self.gap_lines),
        ]
        found = {
            name: tuple(hit.lower() for text in own for hit in pattern.findall(text))
            for name, own in (texts if words else ())
        }
        return {name: hits for name, hits in found.items() if hits}

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """The sources by id."""
        return {source.id: source for source in self.sources}
