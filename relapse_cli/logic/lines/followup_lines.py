"""What a follow-up's own plan says of the plan before it (A-FOLLOWUP): its lines, the sign, the pull.

The words stand on the plan of the interview that is followed, so they are there when that is compared with.
Without it the clinician reads what the bank says of a line, with a gap where an answer stood, and the id of a
line that is not the bank's; the patient reads how many lines have come how far.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from relapse_cli.logic.answers.in_words import quote
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.last_time import last_values
from relapse_cli.logic.followup.line_reports import STATE_WORDS, find_line, reports_in, state_in, text_in
from relapse_cli.logic.lines.answer_parts import answer_line, quoted, titled
from relapse_cli.logic.lines.placeholders import with_blanks
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.history import AgreedLine, LineReport, LineState
from relapse_cli.model.known_ids import (
    EMERGENCY_LEVEL,
)
from relapse_cli.model.line_text import Blank, Detail, LineText, Quote, Said, in_plain
from relapse_cli.model.plan import Line

_NOT_ASKED = "not talked about"
_IN_THE_WAY = "What got in the way"
_FIRST = "First, from the last plan: "
_STILL_OPEN = "Still open"
_UNNAMED = "Not talked about"
_LAST_TIME = "last time: "
_CLOSED: frozenset[LineState] = frozenset({"done", "in_progress"})
"""States that leave nothing open."""


def followup_lines(rule: AnswerLine, reading: Evaluation, followed: Iterable[Line]) -> Iterator[Line]:
    """What has not been possible yet, as first steps; then the line of what became of the plan before."""
    lines = tuple(followed)
    yield from _first_steps(rule, reading, lines)
    texts: dict[Edition, LineText] = {}
    for edition, names in rule.quotes.items():
        rows = [row for name in names for row in _rows(name, rule, edition, reading, lines)]
        if rows:
            texts[edition] = titled(rule, edition, rows)
    if texts:
        yield answer_line(rule, reading, texts, frozenset().union(*rule.quotes.values()))


def _first_steps(rule: AnswerLine, reading: Evaluation, lines: Sequence[Line]) -> Iterator[Line]:
    """Each line that was not done, with what got in the way beneath it."""
    agreed, asked = agreed_lines(reading.bank, lines), reading.roles.lines_done
    for report in reports_in(reading):
        found = find_line(report.line, agreed)
        if not _is_first_step(report, found, lines, reading):
            continue
        words = _words_of(found, lines) if found else _as_the_bank_says(report.line, reading)
        text = LineText((f"{_FIRST}{words}",), tuple(_in_the_way(report, reading)))
        texts = {edition: text for edition in rule.quotes if _is_named(edition, found)}
        step = answer_line(
            rule,
            reading,
            texts,
            frozenset({asked}),
            suffix=reading.roles.first_step_prefix.removeprefix(rule.id) + report.line,
        )
        owner = next((line.owner for line in lines if found is not None and line.id == found.id), None)
        waits = reading.level == EMERGENCY_LEVEL
        yield step.model_copy(update={"section": "trigger", "owner": owner, "later": waits})


def _is_first_step(
    report: LineReport, found: AgreedLine | None, lines: Sequence[Line], reading: Evaluation
) -> bool:
    """Whether a line that was not done is what comes first now.

    A line on medicines was right for what was known then. It is not said again as a step while anything about
    safety is found or open: with signs of withdrawal nothing is taken away before advice.
    """
    if report.state != "not_done":
        return False
    action = reading.bank.action_by_id.get(report.line)
    before = next((line.section for line in lines if found is not None and line.id == found.id), None)
    section = before or (action.section if action is not None else None)
    return section != "medicines" or (reading.level == 1 and not reading.open_critical())


def _is_named(edition: Edition, line: AgreedLine | None) -> bool:
    """Whether a line of the plan before can be named in an edition."""
    return edition == "clinician" or (line is not None and line.for_patient)


def _rows(
    name: str, rule: AnswerLine, edition: Edition, reading: Evaluation, lines: Sequence[Line]
) -> Iterator[Detail]:
    """What one question of the follow-up adds."""
    if name == reading.roles.lines_done:
        yield from _told_rows(rule, edition, reading, lines)
        if edition == "clinician":
            yield from _compared(
                (reading.roles.followup_sleep, reading.roles.followup_anxiety), rule, reading
            )
        return
    if name == reading.roles.followup_pull:
        yield from _compared((name,), rule, reading) or quoted((name,), rule, reading)
        return
    yield from quoted((name,), rule, reading)
    if (
        name == reading.roles.sign_noticed
        and reading.answer(name).value is True
        and reading.earlier is not None
    ):
        yield from quoted((reading.roles.missed_sign,), rule, reading.earlier)


def _compared(names: Iterable[str], rule: AnswerLine, reading: Evaluation) -> list[Detail]:
    """What was said now with what was said the last time; nothing of what one of the two does not say."""
    before = last_values(reading.earlier) if reading.earlier is not None else {}
    return [
        replace(row, said=(*row.said, f" ({_LAST_TIME}{before[name]})"))
        for name in names
        if name in before
        for row in quoted((name,), rule, reading)
        if isinstance(row, Said)
    ]


def _told_rows(
    rule: AnswerLine, edition: Edition, reading: Evaluation, lines: Sequence[Line]
) -> Iterator[Said]:
    """One row for each line that can be named in an edition, one that counts the others, and what is open."""
    others: Counter[str] = Counter()
    still: Counter[str] = Counter()
    agreed, asked = agreed_lines(reading.bank, lines), reading.roles.lines_done
    reports = reports_in(reading)
    for report in reports:
        line = find_line(report.line, agreed)
        if report.state not in _CLOSED:
            still[STATE_WORDS[report.state]] += 1
        if not _is_named(edition, line):
            others[STATE_WORDS[report.state]] += report.state in _CLOSED
        elif not _is_first_step(report, line, lines, reading):  # that is told by itself
            words = _words_of(line, lines) if line else _as_the_bank_says(report.line, reading)
            yield Said(STATE_WORDS[report.state].capitalize(), (words,), asked)
            yield from _in_the_way(report, reading)
    left = [e for e in reading.answer(asked).items if text_in(e, "rule") and state_in(e) is None]
    still[_NOT_ASKED] = len(reading.answer(asked).items) - len(reports)
    named = [text_in(entry, "rule") or "" for entry in left]
    found = [(name, find_line(name, agreed)) for name in named]
    shown = [
        _in_few_words(line, lines) if line else _as_the_bank_says(name, reading)
        for name, line in found
        if _is_named(edition, line)
    ]
    if shown:
        yield Said(_UNNAMED, ("; ".join(shown),), asked)
    if words := _each(others):
        label = rule.labels.get(asked) or reading.bank.questions[asked].title
        yield Said(label, (words,), asked)
    if words := _each(still):
        yield Said(_STILL_OPEN, (f"{still.total()} ({words})",), asked)


def _each(counted: Counter[str]) -> str:
    """How many lines have come how far; empty for none."""
    return ", ".join(f"{number} {words}" for words, number in counted.items() if number)


def _words_of(agreed: AgreedLine, lines: Sequence[Line]) -> str:
    """The words of a line of the plan before; in few of them where it still had a blank to fill in."""
    line = next(line for line in lines if line.id == agreed.id)
    text = line.texts.get("patient") or line.texts["clinician"]
    blank = any(isinstance(span, Blank) for span in text.title)
    return text.short if blank and text.short else agreed.words


def _in_few_words(agreed: AgreedLine, lines: Sequence[Line]) -> str:
    """A line of the plan before among several on one row."""
    line = next(line for line in lines if line.id == agreed.id)
    text = line.texts.get("patient") or line.texts["clinician"]
    return (text.short or agreed.words).rstrip(".")


def _as_the_bank_says(named: str, reading: Evaluation) -> str:
    """A rule of the bank in its own words, without the answers that it would name; else the name."""
    action = reading.bank.action_by_id.get(named)
    parts = action.texts.get("clinician", ()) if action is not None else ()
    if not parts:
        return named
    words = with_blanks(parts[0].short or parts[0].text, answers=False)
    return in_plain(tuple("…" if isinstance(span, Blank) else span for span in words)).rstrip(".")


def _in_the_way(report: LineReport, reading: Evaluation) -> Iterator[Said]:
    """What got in the way of a line, in the patient's words."""
    if report.obstacle is not None:
        yield Said(_IN_THE_WAY, (Quote(quote(report.obstacle, None)),), reading.roles.lines_done)
