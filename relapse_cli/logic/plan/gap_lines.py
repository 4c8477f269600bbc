"""What is missing from a plan: gap lines (rules 7.5) and the validators that keep it from being final."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relapse_cli.logic.facts.timeline import domains_of, timeline
from relapse_cli.logic.lines.action_lines import gap_line, offered
from relapse_cli.logic.lines.answer_parts import domain_suffix
from relapse_cli.logic.rules.due import agreed_contact
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.logic.rules.reads import action_reads, split_answer
from relapse_cli.model import known_ids as ids
from relapse_cli.model.plan import Line

_PART_GAPS = {"trigger": ids.TRIGGER_GAP, "revision": ids.REVISION_GAP}


def _has_contact(reading: Evaluation, lines: Sequence[Line]) -> bool:
    """Whether the contact line stands and a contact that lies ahead is agreed (rules 7.7)."""
    stands = any(line.rule == reading.roles.contact_rule for line in lines)
    return stands and agreed_contact(reading) is not None


def _has_safety(reading: Evaluation, lines: Sequence[Line]) -> bool:
    """Whether A-SAFETY is on the plan and rests on at least one critical safety answer."""
    if not any(line.rule == reading.roles.safety_answers for line in lines):
        return False
    section = reading.roles.safety_in(reading.session)
    return any(
        q.critical and reading.bank.section_of[q.id].id == section and reading.answer(q.id).usable
        for q in reading.bank.questions.values()
    )


def _has_trigger(reading: Evaluation, lines: Sequence[Line]) -> bool:
    """Whether the trigger part holds a Q or T line, the sequence, an if-then line or an own line."""
    told = {reading.roles.sequence_answers, reading.roles.ifthen_answers}
    return any(
        line.section == "trigger" and (line.role in {"action", "own"} or line.rule in told) for line in lines
    )


def _has_revision(reading: Evaluation, lines: Sequence[Line]) -> bool:
    """Whether the revision part holds an R line, what is kept, changed or learned, or an own line."""
    roles = reading.roles
    told = {roles.keep_answers, roles.change_answers, roles.learned_answers}
    return any(
        line.section == "revision" and (line.role in {"action", "own"} or line.rule in told) for line in lines
    )


def _needs_all_parts(reading: Evaluation) -> bool:
    """Whether trigger and revision are required: not at level 4, in a follow-up or on the brief path."""
    return reading.level < ids.EMERGENCY_LEVEL and not reading.in_followup and reading.record.path != "brief"


def uncovered_domains(reading: Evaluation) -> tuple[str, ...]:
    """The domains of the sequence without a positive action: no row, or nothing picked and no own action."""
    covered = {own.covers for own in reading.decisions.added.values()}
    if reading.action(reading.roles.told_rule) and reading.roles.told_rule not in reading.decisions.removed:
        covered.update(reading.bank.sets.told_domains)
    for row in reading.bank.actions:
        if row.id in reading.decisions.picked and row.id not in reading.decisions.removed:
            picked = any(option.picked for option in offered(row, reading, signed=False))
            covered.update(row.domains if picked else ())
    return tuple(domain for domain in domains_of(timeline(reading)) if domain not in covered)


def _steps_chosen(reading: Evaluation) -> bool:
    """Whether choosing steps has begun: the record holds a pick, an own line or a sign-off (rules 7.5)."""
    made = reading.decisions
    return bool(made.picked or made.added or made.sign_off)


def waiting_domains(reading: Evaluation) -> tuple[str, ...]:
    """The domains whose row waits for a choice, in the order of the timeline, before choosing has begun."""
    if _steps_chosen(reading):
        return ()
    with_row = {domain for row in reading.bank.actions for domain in row.domains}
    return tuple(domain for domain in uncovered_domains(reading) if domain in with_row)


def gap_lines(reading: Evaluation, lines: Sequence[Line]) -> Iterator[Line]:
    """The gap lines of a plan whose other lines are known."""
    if not _has_contact(reading, lines):
        asked = frozenset({reading.roles.contact_in(reading.session)})
        yield gap_line(ids.CONTACT_GAP, ids.CONTACT_GAP, reading, asked)
    if not _has_safety(reading, lines):
        section = reading.roles.safety_in(reading.session)
        critical = frozenset(
            q.id
            for q in reading.bank.questions.values()
            if q.critical and reading.bank.section_of[q.id].id == section
        )
        yield gap_line(ids.SAFETY_GAP, ids.SAFETY_GAP, reading, critical)
    if _needs_all_parts(reading):
        yield from _part_gaps(reading, lines)
    waiting = waiting_domains(reading)
    if waiting:
        yield gap_line(ids.STEPS_GAP, ids.STEPS_GAP, reading, frozenset({reading.roles.sequence}), waiting)
    for domain in uncovered_domains(reading):
        if domain not in waiting:
            name = f"{ids.GAP_PREFIX}{domain_suffix(domain)}"
            yield gap_line(ids.DOMAIN_GAP, name, reading, frozenset({reading.roles.sequence}), (domain,))


def _part_gaps(reading: Evaluation, lines: Sequence[Line]) -> Iterator[Line]:
    """The gap lines of a trigger or revision part that is required and empty."""
    parts = {"trigger": _has_trigger, "revision": _has_revision}
    for part, has in parts.items():
        if not has(reading, lines):
            fired_by = [a.id for a in reading.bank.actions if a.section == part]
            answers = [r for r in reading.bank.answer_lines if r.section == part]
            section_of = reading.bank.section_of
            names = {
                split_answer(n, reading.bank)[0] for r in answers for ns in r.quotes.values() for n in ns
            }
            sections = {section_of[name].id for name in names if name in section_of}
            quoted = (q for q, section in section_of.items() if section.id in sections)
            reads = frozenset(quoted).union(*(action_reads(name, reading.bank) for name in fired_by))
            yield gap_line(_PART_GAPS[part], _PART_GAPS[part], reading, reads)


def unmet_validators(reading: Evaluation, lines: Sequence[Line], faults: int) -> tuple[str, ...]:
    """The validators of rules 10 that keep the plan from being final, in their order there.

    Args:
        reading: the record.
        lines: the lines of the plan.
        faults: how many V-OPTION faults the record has.
    """
    checks = {
        ids.REQUIRED_ANSWERED: reading.level == ids.EMERGENCY_LEVEL or not missing_required(reading),
        ids.CONSENT_GIVEN: consented(reading),
        ids.FOUR_PARTS: _has_contact(reading, lines)
        and _has_safety(reading, lines)
        and (
            not _needs_all_parts(reading) or (_has_trigger(reading, lines) and _has_revision(reading, lines))
        ),
        ids.NOT_ONLY_AVOIDING: 2 * sum(line.kind == "avoid" for line in lines) <= len(lines),
        ids.WHO_AND_WHEN: all(line.owner and line.due for line in lines if line.role in {"action", "own"}),
        ids.TRACED: all(line.role == "own" or (line.rule and line.basis and line.sources) for line in lines),
        ids.NO_BANNED_WORDS: not banned_words(reading, lines),
        ids.OPTIONS_KNOWN: faults == 0,
        ids.COUNTRY_CHOSEN: reading.record.profile is not None and bool(reading.record.profile.numbers),
    }
    return tuple(name for name, met in checks.items() if not met)


def missing_required(reading: Evaluation) -> tuple[str, ...]:
    """The required questions that are asked and hold neither a usable value nor a status."""
    return tuple(
        q.id
        for q in reading.bank.questions.values()
        if q.required
        and reading.asked(q.id)
        and not reading.answer(q.id).usable
        and reading.record.answer(q.id).status is None
    )


def consented(reading: Evaluation) -> bool:
    """Whether the patient has agreed, and was clear when they did; a follow-up rests on its interview."""
    if reading.in_followup:
        return reading.record.follows is not None
    return reading.answer(reading.roles.consent).value is True and not reading.fact(
        reading.roles.appears_unclear
    )


def banned_words(reading: Evaluation, lines: Sequence[Line]) -> tuple[str, ...]:
    """Banned words in the product's own texts that this plan prints; quotations are not looked at."""
    printed = {line.rule for line in lines if not line.edited} | set(reading.flags)
    if any(line.gap for line in lines):
        printed |= {gap.id for gap in reading.bank.gap_lines}
    return tuple(w for name, words in reading.bank.banned_in.items() if name in printed for w in words)
