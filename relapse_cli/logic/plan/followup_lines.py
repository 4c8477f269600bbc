"""What a follow-up's own plan says of the lines of the plan before it: their words, never a rule's id alone.

The words stand on the plan of the interview that is followed, so they are there when that is compared with.
Without it the clinician reads the ids, and the patient how many lines have come how far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from relapse_cli.logic.answers.in_words import quote
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.line_reports import STATE_WORDS, find_line, line_reports
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.history import AgreedLine, LineReport
from relapse_cli.model.known_ids import LINES_DONE
from relapse_cli.model.line_text import Detail, Quote, Said
from relapse_cli.model.plan import Line

_NOT_ASKED = "not talked about"


def in_words_of_the_plan(line: Line, rule: AnswerLine, reading: Evaluation, followed: Iterable[Line]) -> Line:
    """An answer line with the lines of the plan before it in words; every other line as it is.

    Args:
        line: the answer line.
        rule: its rule.
        reading: the follow-up.
        followed: the lines of the plan of the interview that it follows, as far as that is known.
    """
    if not reading.answer(LINES_DONE).usable:
        return line
    label = rule.labels.get(LINES_DONE) or reading.bank.questions[LINES_DONE].title
    agreed = agreed_lines(reading.bank, followed)
    texts = {
        edition: replace(text, details=tuple(told(text.details, label, edition, reading, agreed)))
        for edition, text in line.texts.items()
    }
    return line.model_copy(update={"texts": texts})


def told(
    details: Iterable[Detail], label: str, edition: Edition, reading: Evaluation, agreed: Sequence[AgreedLine]
) -> Iterator[Detail]:
    """What stands beneath an answer line, with the answer about the lines of the plan in their words."""
    for detail in details:
        if isinstance(detail, Said) and detail.question == LINES_DONE:
            yield from _told_rows(label, edition, reading, agreed)
        else:
            yield detail


def _told_rows(
    label: str, edition: Edition, reading: Evaluation, agreed: Sequence[AgreedLine]
) -> Iterator[Said]:
    """One row for each line that can be named in an edition, and one that counts the others."""
    counted: Counter[str] = Counter()
    for report in line_reports(reading.bank, reading.record):
        line = find_line(report.line, agreed)
        if edition == "clinician" or (line is not None and line.for_patient):
            yield _told_words(report, line.words if line else report.line)
        else:
            counted[STATE_WORDS[report.state]] += 1
    entries = len(reading.record.answer(LINES_DONE).items)
    counted[_NOT_ASKED] = entries - len(line_reports(reading.bank, reading.record))
    rest = (f"{number} {words}" for words, number in counted.items() if number)
    if words := ", ".join(rest):
        yield Said(label, (words,), LINES_DONE)


def _told_words(report: LineReport, words: str) -> Said:
    """What a follow-up says of one line."""
    state = STATE_WORDS[report.state].capitalize()
    if report.obstacle is None:
        return Said(state, (words,), LINES_DONE)
    stop = "" if words.endswith((".", ".”")) else "."
    in_the_way = Quote(quote(report.obstacle))
    return Said(state, (f"{words}{stop} What got in the way: ", in_the_way), LINES_DONE)
