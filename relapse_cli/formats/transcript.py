"""An interview as terminal text: each question with its answer, section by section."""

from __future__ import annotations

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.sheet import Sheet
from relapse_cli.logic.answers.in_words import answer_in_words
from relapse_cli.logic.facts.timeline import timeline
from relapse_cli.logic.plan.answer_lines import event_words
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.known_ids import SEQUENCE
from relapse_cli.model.record import Record


def render_transcript(bank: Bank, record: Record, options: RenderOptions) -> str:
    """Return the questions that hold an answer, in the order in which they were put."""
    sheet = Sheet(options)
    reading = Evaluation(bank, record)
    current = ""
    for question_id in bank.presented[record.session]:
        if question_id not in record.answers:
            continue
        section, question = bank.section_of[question_id], bank.questions[question_id]
        if section.id != current:
            sheet.heading(section.title)
            current = section.id
        sheet.write((question.label, "dim"))
        for words in spoken(reading, question_id):
            sheet.write((words, ""), indent=2)
    return sheet.export()


def spoken(reading: Evaluation, question: str) -> list[str]:
    """An answer in words; the trigger sequence one event a line, earliest first."""
    if question == SEQUENCE and (events := timeline(reading)):
        return [event_words(event, reading) for event in events]
    known = reading.bank.questions[question]
    return [answer_in_words(known, reading.record.answer(question), reading.zone, limit=None)]
