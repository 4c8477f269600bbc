"""The lines of a plan that somebody is to do: what a follow-up asks about, one by one."""

from __future__ import annotations

from collections.abc import Iterable

from relapse_cli.logic.answers.in_words import collapse
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.history import AgreedLine, LineKey
from relapse_cli.model.line_text import Blank, LineText, in_plain
from relapse_cli.model.plan import Line
from relapse_cli.model.roles import Roles


def agreed_lines(bank: Bank, lines: Iterable[Line]) -> tuple[AgreedLine, ...]:
    """Return the lines that the patient or the therapist agreed to do, in the order of the plan.

    Removed lines and options that were not picked are not on the plan any more; what is only to be avoided,
    what waits at level 4, gap lines and what was merely said are not asked about. A line that prints as part
    of another is asked about with it, and what tells the sequence is nothing to do by itself.

    Args:
        bank: the bank.
        lines: the lines of a plan.
    """
    known = tuple(lines)
    agreed = [line for line in known if _is_agreed(bank, line)]
    asked = {line.rule for line in agreed if line.rule is not None}
    return tuple(_agreed_line(line) for line in agreed if line.under not in asked)


def _is_agreed(bank: Bank, line: Line) -> bool:
    """Whether a line names something that somebody is to do until the next time."""
    if line.gap or line.later or line.kind != "do" or line.section == "followup":
        return False
    if line.id in _nothing_to_ask(bank.roles):
        return False
    rule = bank.action_by_id.get(line.rule or "")
    if rule is not None and rule.options and not line.options:
        return False  # a trigger row of a signed plan without a step that was picked
    if rule is not None and rule.section == "trigger" and not rule.is_trigger_row:
        return False  # it tells the sequence that the rows answer
    return line.role in {"action", "own"} or line.rule == bank.roles.ifthen_answers


def _nothing_to_ask(roles: Roles) -> tuple[str, ...]:
    """Lines that say something in the session itself and leave nothing to do after it, and the next contact.

    That one has a question of its own in a follow-up, and so does the schedule (section F).
    """
    said_at_once = (
        roles.not_a_failure_rule, roles.not_nothing_rule, roles.no_detox_rule, roles.same_plan_rule,
    )  # fmt: skip
    return (*said_at_once, roles.contact_rule)


def _agreed_line(line: Line) -> AgreedLine:
    """A line as a follow-up and a history speak of it."""
    edition: Edition = "patient" if "patient" in line.texts else "clinician"
    words = _line_words(line, edition)
    return AgreedLine(
        id=line.id,
        key=LineKey("rule", line.id) if line.role == "action" else LineKey(line.role, words.casefold()),
        words=words,
        section=line.section,
        owner=line.owner.told() if line.owner else None,
        due=line.due.at if line.due else None,
        due_words=(line.due.said or None) if line.due else None,
        for_patient="patient" in line.texts,
        is_own=line.role == "own",
    )


def _line_words(line: Line, edition: Edition) -> str:
    """The line itself on one line; of a trigger row with the steps that were picked."""
    text = line.texts.get(edition)
    if line.role == "answer":  # its title says only what the words beneath it are
        return collapse("; ".join(text.beneath), None) if text else ""
    heading = _heading(text) if text else ""
    steps = [_heading(o.texts[edition]) for o in line.options if o.picked and edition in o.texts]
    return " ".join([heading or line.id, *steps])


def _heading(text: LineText) -> str:
    """The line itself; what was never filled in is left out, for it says nothing of what was done."""
    opened = [place for place, span in enumerate(text.title) if isinstance(span, Blank)]
    if not opened:
        return collapse(text.heading, None)
    return text.short or f"{collapse(in_plain(text.title[: opened[0]]), None).rstrip(' :')}."
