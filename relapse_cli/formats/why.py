"""Explanations as terminal text: what it rests on, the rule in English, where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relapse_cli.documents.plan_lines import first_line, grounds_of
from relapse_cli.formats.sheet import Sheet
from relapse_cli.logic.answers.in_words import DECLINED, NOT_KNOWN
from relapse_cli.text.days import readable_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relapse_cli.formats.base import RenderOptions
    from relapse_cli.model.explanation import AnswerStatus, ExplainedAnswer, Explanation

ANSWER_WORDS: dict[AnswerStatus, str] = {
    "answered": "",
    "unknown": NOT_KNOWN,
    "declined": DECLINED,
    "not_answered": "not answered",
    "disabled": "not asked here, so it reaches no rule",
}
RULE_WORDS = {"flag": "Set when", "line": "On the plan when", "absent": "Would be there when"}
INDENT = 2


def render_why(explanations: Iterable[Explanation], options: RenderOptions) -> str:
    """Return the explanations one under the other."""
    sheet = Sheet(options)
    for explanation in explanations:
        write_explanation(explanation, sheet)
    return sheet.export()


def write_explanation(explanation: Explanation, sheet: Sheet) -> None:
    """Write one explanation under its id."""
    absent = " (not on the plan)" if explanation.kind == "absent" else ""
    sheet.heading(f"{explanation.id}{absent}")
    text, details = first_line(explanation.text)
    if text:
        sheet.write((text, "bold"))
    for detail in details:
        sheet.write((detail, ""), indent=INDENT)
    write_field(RULE_WORDS[explanation.kind], explanation.sentence, sheet)
    write_answers(explanation.answers, sheet)
    write_field("Basis", grounds_of(explanation.basis, explanation.basis_note), sheet)
    for source in explanation.sources:
        looked_at = readable_day(source.looked_at)
        write_field("Source", f"{source.title} ({source.year}), looked at {looked_at}", sheet)
    write_field("Decision", explanation.decision, sheet)


def write_field(label: str, value: str, sheet: Sheet) -> None:
    """Write a label with its value; nothing where there is no value."""
    if value:
        sheet.write((f"{label}: ", "dim"), (value, ""), indent=INDENT)


def write_answers(answers: tuple[ExplainedAnswer, ...], sheet: Sheet) -> None:
    """Write the answers on which it rests, each with its id."""
    if not answers:
        return
    sheet.write(("Answers:", "dim"), indent=INDENT)
    for answer in answers:
        value = answer.value or ANSWER_WORDS[answer.status]
        note = f" ({ANSWER_WORDS[answer.status]})" if answer.value and ANSWER_WORDS[answer.status] else ""
        lead = f"{sheet.signs.bullet} "
        sheet.write((f"{answer.label}: ", ""), (f"{value}{note}", "bold"), lead=lead, indent=INDENT)
        sheet.write((answer.question, "dim"), indent=INDENT + len(lead))
