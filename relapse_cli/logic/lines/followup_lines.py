"""What a follow-up's own plan says of the plan before it (A-FOLLOWUP): its lines, the sign, the pull.

The words stand on the plan of the interview that is followed, so they are there when that is compared with.
Without it the clinician reads what the bank says of a line, with a gap where an answer stood, and the id of a
line that is not the bank's; the patient reads how many lines have come how far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from relapse_cli.logic.answers.in_words import quote
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.line_reports import STATE_WORDS, find_line, line_reports
from relapse_cli.logic.lines.answer_parts import answer_line, quoted, titled
from relapse_cli.logic.lines.placeholders import with_blanks
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.history import AgreedLine, LineReport
from relapse_cli.model.known_ids import LINES_DONE, MISSED_SIGN, SIGN_NOTICED
from relapse_cli.model.line_text import Blank, Detail, LineText, Quote, Said, in_plain
from relapse_cli.model.plan import Line

_NOT_ASKED = "not talked about"
_IN_THE_WAY = "What got in the way"


def followup_lines(rule: AnswerLine, reading: Evaluation, followed: Iterable[Line]) -> Iterator[Line]:
    """The line of what became of the plan before, where anything of it is known."""
    lines = tuple(followed)
    texts: dict[Edition, LineText] = {}
    for edition, names in rule.quotes.items():
        rows = [row for name in names for row in _rows(name, rule, edition, reading, lines)]
        if rows:
            texts[edition] = titled(rule, edition, rows)
    if texts:
        yield answer_line(rule, reading, texts, frozenset().union(*rule.quotes.values()))


def _rows(
    name: str, rule: AnswerLine, edition: Edition, reading: Evaluation, lines: Sequence[Line]
) -> Iterator[Detail]:
    """What one question of the follow-up adds."""
    if name == LINES_DONE:
        yield from _told_rows(rule, edition, reading, lines)
        return
    yield from quoted((name,), rule, reading)
    if name == SIGN_NOTICED and reading.answer(name).value is True and reading.earlier is not None:
        yield from quoted((MISSED_SIGN,), rule, reading.earlier)


def _told_rows(
    rule: AnswerLine, edition: Edition, reading: Evaluation, lines: Sequence[Line]
) -> Iterator[Said]:
    """One row for each line that can be named in an edition, and one that counts the others."""
    counted: Counter[str] = Counter()
    agreed = agreed_lines(reading.bank, lines)
    reports = line_reports(reading.bank, reading.record)
    for report in reports:
        line = find_line(report.line, agreed)
        if edition == "clinician" or (line is not None and line.for_patient):
            words = _words_of(line, lines) if line else _as_the_bank_says(report.line, reading)
            yield from _told_words(report, words)
        else:
            counted[STATE_WORDS[report.state]] += 1
    counted[_NOT_ASKED] = len(reading.answer(LINES_DONE).items) - len(reports)
    rest = (f"{number} {words}" for words, number in counted.items() if number)
    if words := ", ".join(rest):
        label = rule.labels.get(LINES_DONE) or reading.bank.questions[LINES_DONE].title
        yield Said(label, (words,), LINES_DONE)


def _words_of(agreed: AgreedLine, lines: Sequence[Line]) -> str:
    """The words of a line of the plan before; in few of them where it still had a blank to fill in."""
    line = next(line for line in lines if line.id == agreed.id)
    text = line.texts.get("patient") or line.texts["clinician"]
    blank = any(isinstance(span, Blank) for span in text.title)
    return text.short if blank and text.short else agreed.words


def _as_the_bank_says(named: str, reading: Evaluation) -> str:
    """A rule of the bank in its own words, without the answers that it would name; else the name."""
    action = reading.bank.action_by_id.get(named)
    parts = action.texts.get("clinician", ()) if action is not None else ()
    if not parts:
        return named
    words = with_blanks(parts[0].short or parts[0].text, answers=False)
    return in_plain(tuple("…" if isinstance(span, Blank) else span for span in words)).rstrip(".")


def _told_words(report: LineReport, words: str) -> Iterator[Said]:
    """What a follow-up says of one line."""
    yield Said(STATE_WORDS[report.state].capitalize(), (words,), LINES_DONE)
    if report.obstacle is not None:
        yield Said(_IN_THE_WAY, (Quote(quote(report.obstacle, None)),), LINES_DONE)
