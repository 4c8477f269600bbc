"""Why a flag or a line is there, or why a rule is not: answers, rule in English, basis, source, decision."""

from __future__ import annotations

from collections.abc import Iterable

from relapse_cli.logic.lines.action_lines import condition_of
from relapse_cli.logic.lines.conversation import answers_in_full
from relapse_cli.logic.lines.placeholders import with_blanks
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import questions_read
from relapse_cli.logic.rules.sentences import sentence
from relapse_cli.model.bank_rules import Action, Flag, Rule
from relapse_cli.model.bank_terms import STATUSES
from relapse_cli.model.condition import AllOf, AnyOf, Condition
from relapse_cli.model.explanation import AnswerStatus, ExplainedAnswer, ExplainedSource, Explanation
from relapse_cli.model.line_text import Blank, in_plain
from relapse_cli.model.plan import Line, Plan, PlanFlag


def explain_plan(reading: Evaluation, plan: Plan) -> tuple[Explanation, ...]:
    """Explain every flag and every line of a plan."""
    flags = (_explain_flag(reading, flag) for flag in plan.flags)
    lines = (_explain_line(reading, line) for line in plan.lines)
    return (*flags, *lines)


def _explained_answer(reading: Evaluation, question: str) -> ExplainedAnswer:
    """One answer in words, with how it was given."""
    known = reading.bank.questions[question]
    answer = reading.answer(question)
    stored = reading.record.answer(question).status
    status: AnswerStatus = "not_answered"
    if not reading.enabled(question):
        status = "disabled"
    elif answer.usable:
        status = "answered"
    elif stored in STATUSES:
        status = "unknown" if stored == "unknown" else "declined"
    words = "; ".join(answers_in_full(known, answer, reading)) if answer.usable else ""
    return ExplainedAnswer(question=question, label=known.title, value=words, status=status)


def _explained_answers(reading: Evaluation, questions: Iterable[str]) -> tuple[ExplainedAnswer, ...]:
    """Answers in the order of the interview."""
    wanted = set(questions)
    return tuple(_explained_answer(reading, q) for q in reading.bank.questions if q in wanted)


def _explained_sources(reading: Evaluation, sources: Iterable[str]) -> tuple[ExplainedSource, ...]:
    """Sources with the date each was last looked at."""
    known = (reading.bank.source_by_id[source] for source in sources)
    return tuple(ExplainedSource(title=s.title, year=s.year, looked_at=s.looked_at) for s in known)


def _as_sentence(condition: Condition, reading: Evaluation) -> str:
    """A condition as a sentence with a capital and a full stop."""
    words = sentence(condition, reading.bank)
    return f"{words[:1].upper()}{words[1:]}."


def _rule_of(reading: Evaluation, line: Line) -> Rule | None:
    """The rule behind a line; ``None`` for a line of the therapist's own and for gaps."""
    bank = reading.bank
    if line.rule in bank.action_by_id:
        return bank.action_by_id[str(line.rule)]
    return next((rule for rule in bank.answer_lines if rule.id == line.rule), None)


def _explain_flag(reading: Evaluation, flag: PlanFlag) -> Explanation:
    """Explain a flag that is set."""
    known = reading.bank.flag_by_id[flag.id]
    when = known.followup if reading.in_followup else known.when
    decision = flag.decision
    words = f"{decision.kind}, level {decision.to}. {decision.reason}".strip() if decision else ""
    return Explanation(
        kind="flag",
        id=flag.id,
        text=f"Level {flag.level}. {flag.text}",
        sentence=_as_sentence(when, reading) if when is not None else "",
        answers=_explained_answers(reading, flag.because),
        basis=flag.basis,
        basis_note=flag.basis_note,
        sources=_explained_sources(reading, known.source),
        decision=words,
    )


def _explain_line(reading: Evaluation, line: Line) -> Explanation:
    """Explain a line that is on the plan."""
    rule = _rule_of(reading, line)
    words = {
        "action": "",
        "answer": "It carries what was said; no rule depends on it.",
        "gap": "It stands where something is missing.",
        "own": "The therapist wrote this line.",
    }[line.role]
    if isinstance(rule, Action):
        when = condition_of(rule, reading)
        words = _as_sentence(when, reading) if when is not None else ""
    return Explanation(
        kind="line",
        id=line.id,
        text=line.text.heading if line.text else "",
        sentence=words,
        answers=_explained_answers(reading, line.because),
        basis=line.basis,
        basis_note=line.basis_note,
        sources=_explained_sources(reading, rule.source if rule else ()),
        decision=_line_decision(reading, line),
    )


def _line_decision(reading: Evaluation, line: Line) -> str:
    """What the therapist decided about a line, in words."""
    found = []
    pick = reading.decisions.picked.get(line.rule or "")
    if pick and pick.options:
        found.append(f"picked {', '.join(pick.options)}")
    if line.edited:
        found.append("wording changed")
    if filled := [slot.id for slot in line.slots if slot.by == "decision"]:
        found.append(f"filled in {', '.join(filled)}")
    return "; ".join(found)


def explain_absence(reading: Evaluation, name: str) -> Explanation | None:
    """Explain why a flag or an action is not there, part by part; ``None`` for an unknown id."""
    rule: Flag | Action | None = reading.bank.flag_by_id.get(name) or reading.bank.action_by_id.get(name)
    if rule is None:
        return None
    when = rule.followup if reading.in_followup else rule.when
    text = rule.text if isinstance(rule, Flag) else _first_words(rule)
    if when is None:
        words = f"It does not exist in a {reading.record.session} session."
        return Explanation(kind="absent", id=name, text=text, sentence=words, basis=rule.basis)
    return Explanation(
        kind="absent",
        id=name,
        text=text,
        sentence="\n".join(_parts_in_words(when, reading)),
        answers=_explained_answers(reading, questions_read(when, reading.bank)),
        basis=rule.basis,
        basis_note=rule.basis_note,
        sources=_explained_sources(reading, rule.source),
        decision="taken off the plan by the therapist" if name in reading.decisions.removed else "",
    )


def _first_words(action: Action) -> str:
    """The first sentence of a line that is not there, with nothing filled in."""
    words = with_blanks(action.texts["clinician"][0].text)
    return in_plain(tuple("…" if isinstance(span, Blank) else span for span in words))


def _parts_in_words(when: Condition, reading: Evaluation) -> list[str]:
    """A condition part by part, each with whether it holds."""
    parts = when.parts if isinstance(when, AllOf | AnyOf) else (when,)
    head = "It needs one of these:" if isinstance(when, AnyOf) else "It needs all of these:"
    marks = ((holds(part, reading), sentence(part, reading.bank)) for part in parts)
    return [head, *(f"{'holds' if true else 'does not hold'}: {words}" for true, words in marks)]
