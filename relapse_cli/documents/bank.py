"""A bank for its editors: what is asked, what follows, each rule as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.block import Block, Document, Heading, Item, Paragraph, plain
from relapse_cli.documents.reviewed import reviewed_foot, unreviewed_mark
from relapse_cli.logic.lines.placeholders import with_blanks
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.condition import ALWAYS
from relapse_cli.model.line_text import in_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relapse_cli.model.bank import Bank
    from relapse_cli.model.bank_questions import Question
    from relapse_cli.model.bank_rules import Action, Flag, Rule


def bank_document(bank: Bank) -> Document:
    """The whole bank: sections with questions, facts, flags and lines."""
    return Document(
        title=f"{bank.title} ({bank.id} {bank.version})",
        facts=(bank.digest,),
        marks=unreviewed_mark(bank.wording, bank.reviewed_by),
        blocks=tuple(_blocks(bank)),
        footer=reviewed_foot(bank.wording, bank.reviewed_by),
    )


def _blocks(bank: Bank) -> Iterator[Block]:
    for section in bank.sections:
        yield Heading(f"{section.title} ({section.id})")
        yield from (_question(question, bank) for question in section.questions)
    yield Heading("Named facts")
    for fact in bank.facts:
        when = sentence(fact.when, bank)
        yield _entry(fact.name, "", Paragraph(plain(fact.phrase)), _small(f"when {when}"))
    yield Heading("Flags")
    yield from (_flag(flag, bank) for flag in bank.flags)
    yield Heading("Lines of the plan")
    yield from (_action(action, bank) for action in bank.actions)


def _question(question: Question, bank: Bank) -> Item:
    """One question with its options and when it is asked."""
    marks: list[str] = [question.type, *question.paths]
    marks += [m for m, on in (("critical", question.critical), ("required", question.required)) if on]
    return _entry(
        question.id,
        ", ".join(marks),
        Paragraph(plain(question.label)),
        *(Item(plain(f"{option.id}: {option.label}")) for option in question.options),
        *(
            Item(plain(f"{field.id} ({field.type}) {field.label} {', '.join(o.id for o in field.options)}"))
            for field in question.fields
        ),
        *(() if question.relevance == ALWAYS else (_asked(question, bank),)),
    )


def _asked(question: Question, bank: Bank) -> Paragraph:
    return _small(f"asked when {sentence(question.relevance, bank, question.id)}")


def _flag(flag: Flag, bank: Bank) -> Item:
    """One flag with its level, its condition, its basis and its sources."""
    return _entry(
        flag.id, f"level {flag.level}", Paragraph(plain(flag.text)), *_conditions(flag, bank), _basis(flag)
    )


def _action(action: Action, bank: Bank) -> Item:
    """One line with its condition, who does it, its options, its basis and its sources."""
    text = _shown(action.texts["clinician"][0].text) if "clinician" in action.texts else ""
    return _entry(
        action.id,
        f"{action.section}, {action.owner}",
        Paragraph(plain(text)),
        *_conditions(action, bank),
        *(Item(plain(f"{o.id}: {_shown(o.texts.get('clinician', ''))}")) for o in action.options),
        _basis(action),
    )


def _shown(text: str) -> str:
    """A text of the bank as people read it: a blank is a line to write on."""
    return in_plain(with_blanks(text))


def _conditions(rule: Flag | Action, bank: Bank) -> Iterator[Paragraph]:
    """The condition of a rule in each session in which it exists."""
    for session, when in (("interview", rule.when), ("follow-up", rule.followup)):
        if when is not None:
            yield _small(f"{session}: {sentence(when, bank)}")


def _basis(rule: Rule) -> Paragraph:
    words = " + ".join(name.replace("_", " ") for name in rule.basis)
    detail = f" ({rule.basis_note})" if rule.basis_note else ""
    return _small(f"basis: {words}{detail}; sources: {', '.join(rule.source)}")


def _entry(name: str, marks: str, *below: Block) -> Item:
    return Item(((name, "strong"), (f"  {marks}" if marks else "", "quiet")), below, bullet=False)


def _small(text: str) -> Paragraph:
    return Paragraph(((text, "quiet"),))
