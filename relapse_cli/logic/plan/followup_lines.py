"""What a follow-up's own plan says of the lines of the plan before it: their words, never a rule's id alone.

The words stand on the plan of the interview that is followed, so they are there when that is compared with.
Without it the clinician reads the ids, and the patient how many lines have come how far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from relapse_cli.logic.answers.in_words import quote
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.line_reports import STATE_WORDS, find_line, line_reports
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.history import AgreedLine, LineReport
from relapse_cli.model.known_ids import LINES_DONE
from relapse_cli.model.plan import Line

NOT_ASKED = "not talked about"


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
    label = f"{rule.labels.get(LINES_DONE) or reading.bank.questions[LINES_DONE].title}: "
    agreed = agreed_lines(reading.bank, followed)
    texts = dict(line.texts)
    for edition, text in line.texts.items():
        if LINES_DONE in rule.quotes.get(edition, ()):
            rows = text.split("\n")
            told = list(told_rows(label, edition, reading, agreed))
            texts[edition] = "\n".join(
                new for row in rows for new in (told if row.startswith(label) else [row])
            )
    return line.model_copy(update={"texts": texts})


def told_rows(
    label: str, edition: Edition, reading: Evaluation, agreed: Sequence[AgreedLine]
) -> Iterator[str]:
    """One row for each line that can be named in an edition, and one that counts the others."""
    counted: Counter[str] = Counter()
    for report in line_reports(reading.bank, reading.record):
        line = find_line(report.line, agreed)
        if edition == "clinician" or (line is not None and line.for_patient):
            yield told_words(report, line.words if line else report.line)
        else:
            counted[STATE_WORDS[report.state]] += 1
    entries = len(reading.record.answer(LINES_DONE).items)
    counted[NOT_ASKED] = entries - len(line_reports(reading.bank, reading.record))
    said = (f"{number} {words}" for words, number in counted.items() if number)
    if rest := ", ".join(said):
        yield f"{label}{rest}"


def told_words(report: LineReport, words: str) -> str:
    """What a follow-up says of one line."""
    text = f"{STATE_WORDS[report.state].capitalize()}: {words}"
    if report.obstacle is None:
        return text
    return f"{text}{'' if text.endswith(('.', '.”')) else '.'} What got in the way: {quote(report.obstacle)}"
