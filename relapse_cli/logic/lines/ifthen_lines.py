"""The if-then lines in the patient's words, and what is new on this plan (A-IFTHEN, A-ADD)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from relapse_cli.logic.answers.in_words import quote
from relapse_cli.logic.facts.record import ifthen_pair
from relapse_cli.logic.lines.action_lines import own_line
from relapse_cli.logic.lines.answer_parts import answer_line, titled
from relapse_cli.logic.lines.placeholders import with_blanks
from relapse_cli.logic.lines.slots import line_slots, settled
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.answer import Answer
from relapse_cli.model.bank_rules import AnswerLine
from relapse_cli.model.bank_terms import Edition
from relapse_cli.model.line_text import (
    Blank,
    Detail,
    LineDue,
    LineText,
    Note,
    Owner,
    Quote,
    Said,
    Words,
    in_plain,
)
from relapse_cli.model.plan import Line

_PATIENT = "patient"
_BEGINS = "begins_at"
_OPEN = "(to be settled together)"
_WITH_THE_STEP = "still open, see the step"
"""The step itself says who settles it and until when."""
_OTHERWISE = "If that does not work"


def ifthen_lines(rule: AnswerLine, reading: Evaluation) -> Iterator[Line]:
    """One line for each if-then entry: if, then, whom to tell, otherwise."""
    entries = (_parts(item, reading) for item in reading.answer(reading.roles.ifthen).items)
    begins = reading.bank.questions[reading.roles.ifthen].field_by_id.get(_BEGINS)
    for number, words in enumerate(filter(None, entries), 1):
        sentence = _sentence(words)
        rows: list[Detail] = [Note(sentence)]
        if "fallback" in words:
            rows.append(Said(_OTHERWISE, (words["fallback"],), reading.roles.ifthen))
        texts = {e: LineText((title,), tuple(rows), in_plain(sentence)) for e, title in rule.titles.items()}
        if begins is not None and _BEGINS in words and "clinician" in texts:
            rows.append(Said(begins.title, (words[_BEGINS],), reading.roles.ifthen))
            texts["clinician"] = replace(texts["clinician"], details=tuple(rows))
        line = answer_line(rule, reading, texts, frozenset({reading.roles.ifthen}), suffix=f"-{number}")
        due = LineDue(reading.now.date().isoformat(), "today", "today") if number == 1 else None  # rules 7.7
        yield line.model_copy(update={"owner": patient(reading), "due": due})


def _parts(item: Answer, reading: Evaluation) -> dict[str, Quote]:
    """What an if-then entry says, by its fields."""
    return {
        field: Quote(quote(text, None))
        for field in ("if", "then", "tell", "fallback", _BEGINS)
        if (text := reading.item_field(reading.roles.ifthen, item, field).text)
    }


def _sentence(words: Mapping[str, Quote]) -> Words:
    """An if-then entry as one sentence; what was left open says so."""
    tell: Words = (", and tell ", words["tell"]) if "tell" in words else ()
    return (
        "If ",
        words.get("if") or Blank("if", _OPEN),
        ", then ",
        words.get("then") or Blank("then", _OPEN),
        *tell,
    )


def patient(reading: Evaluation) -> Owner:
    """The patient, who does what they said themselves."""
    return Owner(_PATIENT, reading.bank.wording.owners.get(_PATIENT, {}))


def add_line(rule: AnswerLine, reading: Evaluation) -> Line:
    """What is new: if-then lines, picked options and own lines that the earlier record did not have."""
    texts: dict[Edition, LineText] = {}
    for edition in rule.titles:
        rows = [*_new_pairs(reading, edition), *_new_picks(reading, edition), *_new_own(reading, edition)]
        texts[edition] = titled(rule, edition, rows or (Note(with_blanks(rule.empty.get(edition, ""))),))
    bare = not any((_pairs(reading), _picks(reading), reading.decisions.added))
    slots = line_slots(rule.id, rule.slots, reading) if bare else ()
    line = answer_line(rule, reading, settled(texts, slots, None, reading), frozenset({reading.roles.ifthen}))
    return line.model_copy(update={"slots": slots})


def _new_pairs(reading: Evaluation, edition: Edition) -> Iterator[Detail]:
    """The if-then lines; the patient, who has them in full beside this, reads only what they are called."""
    before = set(_pairs(reading.earlier)) if reading.earlier else set()
    told = [r.titles[edition] for r in reading.bank.answer_lines if r.layout == "ifthen"]
    new = {pair: item for pair, item in _pairs(reading).items() if pair not in before}
    for title in told:
        for item in new.values():
            yield Note((title,)) if edition == _PATIENT else Said(title, _sentence(_parts(item, reading)))


def _pairs(reading: Evaluation) -> dict[tuple[str, str], Answer]:
    """The entries with an if or a then, by both as they are compared."""
    pairs = ((ifthen_pair(reading, item), item) for item in reading.answer(reading.roles.ifthen).items)
    return {pair: item for pair, item in pairs if any(pair)}


def _new_picks(reading: Evaluation, edition: Edition) -> Iterator[Detail]:
    """The options that were picked and are offered."""
    before = set(_picks(reading.earlier)) if reading.earlier else set()
    for rule, option in _picks(reading):
        action = reading.bank.action_by_id[rule]
        known = next(o for o in action.options if o.id == option)
        if (rule, option) not in before and edition in known.texts:
            text = LineText(with_blanks(known.texts[edition]))
            slots = line_slots(action.id, action.slots, reading)
            title = settled({edition: text}, slots, None, reading)[edition].title
            yield Note(tuple(Blank(s.id, _WITH_THE_STEP) if isinstance(s, Blank) else s for s in title))


def _picks(reading: Evaluation) -> list[tuple[str, str]]:
    """Rows with their picked options, as far as the rows stand and offer them."""
    standing = (a for a in reading.bank.actions if a.options and reading.action(a.id))
    return [
        (action.id, option.id)
        for action in standing
        if action.id in reading.decisions.picked and action.id not in reading.decisions.removed
        for option in action.options
        if option.id in reading.decisions.picked[action.id].options and holds(option.when, reading)
    ]


def _new_own(reading: Evaluation, edition: Edition) -> Iterator[Detail]:
    """The lines of the therapist's own, in few words."""
    before = {own.text for own in reading.earlier.decisions.added.values()} if reading.earlier else set()
    for own in reading.decisions.added.values():
        text = own_line(own, reading).texts.get(edition)
        if own.text not in before and text is not None:
            yield Note(text.title)
