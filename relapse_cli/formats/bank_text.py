"""A bank as terminal text: what is asked, what follows, each rule as a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.sheet import Sheet
from relapse_cli.logic.plan.placeholders import with_blanks
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_questions import Question, Section
from relapse_cli.model.bank_rules import Action, Flag
from relapse_cli.model.condition import ALWAYS, Condition
from relapse_cli.model.line_text import in_plain


def render_bank(bank: Bank, options: RenderOptions) -> str:
    """Return the whole bank: sections with questions, facts, flags and lines."""
    sheet = Sheet(options)
    sheet.write((f"{bank.title} ({bank.id} {bank.version})", "bold"))
    sheet.write((f"reviewed by {bank.reviewed_by}" if bank.reviewed_by else bank.wording.not_reviewed, "dim"))
    sheet.write((bank.digest, "dim"))
    for section in bank.sections:
        write_section(section, bank, sheet)
    sheet.heading("Named facts")
    for fact in bank.facts:
        write_rule(fact.name, fact.phrase, fact.when, bank, sheet)
    sheet.heading("Flags")
    for flag in bank.flags:
        write_flag(flag, bank, sheet)
    sheet.heading("Lines of the plan")
    for action in bank.actions:
        write_action(action, bank, sheet)
    return sheet.export()


def write_section(section: Section, bank: Bank, sheet: Sheet) -> None:
    """Write one section of the interview."""
    sheet.heading(f"{section.title} ({section.id})")
    for question in section.questions:
        write_question(question, bank, sheet)


def write_question(question: Question, bank: Bank, sheet: Sheet) -> None:
    """Write one question with its options and when it is asked."""
    marks: list[str] = [question.type, *question.paths]
    marks += [m for m, on in (("critical", question.critical), ("required", question.required)) if on]
    sheet.blank()
    sheet.write((question.id, "bold"), (f"  {', '.join(marks)}", "dim"))
    sheet.write((question.label, ""), indent=2)
    for option in question.options:
        sheet.write((f"{option.id}: {option.label}", ""), lead=f"{sheet.signs.bullet} ", indent=2)
    for field in question.fields:
        options = ", ".join(option.id for option in field.options)
        sheet.write((f"{field.id} ({field.type}) {field.label} {options}".rstrip(), ""), indent=2, lead="- ")
    if question.relevance != ALWAYS:
        sheet.write((f"asked when {sentence(question.relevance, bank, question.id)}", "dim"), indent=2)


def write_flag(flag: Flag, bank: Bank, sheet: Sheet) -> None:
    """Write one flag with its level, its condition, its basis and its sources."""
    whens = [("interview", flag.when), ("follow-up", flag.followup)]
    write_conditions(f"{flag.id}  level {flag.level}", flag.text, whens, bank, sheet)
    write_basis(flag.basis, flag.basis_note, flag.source, sheet)


def write_action(action: Action, bank: Bank, sheet: Sheet) -> None:
    """Write one line with its condition, who does it, its basis and its sources."""
    text = shown(action.texts["clinician"][0].text) if "clinician" in action.texts else ""
    whens = [("interview", action.when), ("follow-up", action.followup)]
    write_conditions(f"{action.id}  {action.section}, {action.owner}", text, whens, bank, sheet)
    for option in action.options:
        words = shown(option.texts.get("clinician", ""))
        sheet.write((f"{option.id}: {words}", ""), lead=f"{sheet.signs.bullet} ", indent=2)
    write_basis(action.basis, action.basis_note, action.source, sheet)


def shown(text: str) -> str:
    """A text of the bank as people read it: a blank is a line to write on."""
    return in_plain(with_blanks(text))


def write_conditions(
    title: str, text: str, whens: Iterable[tuple[str, Condition | None]], bank: Bank, sheet: Sheet
) -> None:
    """Write a rule's title, its text and its condition in each session in which it exists."""
    sheet.blank()
    sheet.write((title, "bold"))
    sheet.write((text, ""), indent=2)
    for session, when in whens:
        if when is not None:
            sheet.write((f"{session}: {sentence(when, bank)}", "dim"), indent=2)


def write_rule(name: str, phrase: str, when: Condition, bank: Bank, sheet: Sheet) -> None:
    """Write a named fact."""
    sheet.blank()
    sheet.write((name, "bold"))
    sheet.write((phrase, ""), indent=2)
    sheet.write((f"when {sentence(when, bank)}", "dim"), indent=2)


def write_basis(basis: Iterable[str], note: str, sources: Iterable[str], sheet: Sheet) -> None:
    """Write where a rule comes from."""
    words = " + ".join(name.replace("_", " ") for name in basis)
    detail = f" ({note})" if note else ""
    sheet.write((f"basis: {words}{detail}; sources: {', '.join(sources)}", "dim"), indent=2)
