"""What a review keeps of one record: the contract between who evaluates and who counts.

A row is small, frozen and without a word of the patient. `batch/plain.py` makes it with the evaluator that a
plan is built with; the generated evaluator makes the same, field by field.
"""

from __future__ import annotations

import msgspec

LineReport = tuple[str, str]
"""The id of a line, and what a follow-up says of it: ``done``, ``in_progress``, ``not_done``, a status."""


class Use(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One product that was taken.

    Attributes:
        substance_class: its class, ``unknown`` where it is not known.
        first_day: the day of the first use in this return (``2026-11-02``); ``None`` where it is not known.
        last_day: the day of the last use, likewise.
        last_from: the earliest moment of the last use, in seconds since 1970 (UTC); of a day without a time
            its beginning.
        last_to: the latest moment of the last use; equal to ``last_from`` where the time is known.
        days_per_week: on how many days a week, 0 to 7.
    """

    substance_class: str
    first_day: str | None = None
    last_day: str | None = None
    last_from: float | None = None
    last_to: float | None = None
    days_per_week: float | None = None


class Row(msgspec.Struct, frozen=True, array_like=True, kw_only=True, gc=False):
    """One interview or follow-up as a review counts it.

    It says of levels, flags and rules what ``relapse plan`` says of the record without an earlier one.

    Attributes:
        at: when it began, in seconds since 1970 (UTC).
        day: the day on which it began, by its own clock (``2026-11-20``).
        followup: a follow-up, and not an interview.
        level: what the rules compute.
        level_decided: what the therapist made of it; ``None`` where nothing was decided.
        signed: signed off for exactly these answers, under this version.
        flags: the flags that are set, in the order of the bank.
        could: which flags could have been set, as bits in the order of the bank's flags: the flag has a
            condition in this session, and a question that it reads is relevant; or it is set.
        rules: the bank's actions whose lines stand on the plan, in the order of the bank; those that the
            therapist took off are not among them.
        open_critical: the critical questions that are open, in the order of the contract.
        sequence: the distinct domains before the first use, in order of time.
        classes: the classes of everything taken, in the order of the contract.
        uses: what was taken; empty where the question has no answer.
        sleep: how hard the nights were, 0 to 10; ``None`` where that is not recorded.
        anxiety: the strongest anxiety, likewise.
        pull: the pull to take it, likewise.
        reports: what a follow-up says of the lines of the plan.
        picked: the options that the therapist picked, as (rule, option).
        plan_key: a digest of the trigger rows and if-then lines; two interviews with the same have the same
            plan (R-SAME); empty where there are neither.
        group: the values of the facts and answers that the review is grouped by, as text; ``None`` where one
            is missing. What every row has (path, month, level) is not among them.
    """

    id: str
    case: str
    path: str
    followup: bool
    started_at: str
    at: float
    day: str
    finished: bool
    earlier: str | None = None
    continues: str | None = None
    follows: str | None = None
    level: int
    level_decided: int | None = None
    signed: bool = False
    flags: tuple[str, ...] = ()
    could: int = 0
    rules: tuple[str, ...] = ()
    open_critical: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    sleep: int | None = None
    anxiety: int | None = None
    pull: int | None = None
    reports: tuple[LineReport, ...] = ()
    picked: tuple[tuple[str, str], ...] = ()
    plan_key: str = ""
    group: tuple[str | None, ...] = ()
