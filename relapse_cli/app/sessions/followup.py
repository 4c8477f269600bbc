"""A follow-up: the short check-in about the plan of an interview, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relapse_cli.app.sessions.line_asker import LinesAsker
from relapse_cli.app.sessions.request import Request
from relapse_cli.app.sessions.session import begin_record
from relapse_cli.app.sources.profiles import ProfileBook
from relapse_cli.app.sources.records import read_one
from relapse_cli.errors import InputError, UsageError
from relapse_cli.logic.answers.in_words import STATUS_WORDS
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.last_time import last_time
from relapse_cli.logic.followup.line_reports import lines_to_ask, state_in, text_in
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import AgreedLine
from relapse_cli.model.record import Record
from relapse_cli.prompters.asker import Asker
from relapse_cli.text.shell import shell_word


def begin_followup(bank: Bank, followed: Record, request: Request) -> tuple[Record, Mapping[str, object]]:
    """The record of a follow-up with the lines that are asked about, and the answers that are already known.

    Raises:
        UsageError: it would begin before its interview.
    """
    default = None if followed.profile else request.default_profile
    record, answers = begin_record(
        bank, replace(request, case=followed.case, path="followup", default_profile=default)
    )
    start, before = parse_now(record.started_at), parse_now(followed.started_at)
    if start is not None and before is not None and start < before:
        raise UsageError(
            "The follow-up would begin before its interview.",
            remedy=f"The interview began at {followed.started_at}; check --started-at.",
        )
    known = dict(answers)
    lines = _lines_of(bank, followed)
    entries = lines_to_ask(
        lines,
        known.pop(bank.roles.lines_done, None),
        bank.questions[bank.roles.lines_done].max_entries or len(lines),
    )
    profile = record.profile or request.profiles.today(followed.profile)
    update: dict[str, object] = {"follows": followed.id, "profile": profile}
    if entries:
        update["answers"] = {bank.roles.lines_done: entries}
    return record.model_copy(update=update), known


def say_numbers(profiles: ProfileBook, followed: Record, asker: Asker | None) -> None:
    """Say that the plan which is gone through names other numbers than this check-in does."""
    differs = profiles.other_numbers(followed.profile)
    if not differs:
        return
    tell = profiles.warn if asker is None else asker.tell
    tell(f"The interview's plan has other numbers than this check-in, which takes today's: {differs}.")


def read_open(request: Request, resume: str, bank: Bank, followed: Record) -> Record:
    """The follow-up that is gone on with.

    Raises:
        InputError: it is another session than a follow-up of this interview.
    """
    record, _ = read_one(resume, bank, request.door)
    if record.session != "followup" or record.follows != followed.id:
        raise InputError(
            f"{resume} is not a follow-up of the interview in {request.follows}.",
            remedy=f"To begin one: relapse followup {shell_word(request.follows or '')}",
        )
    return record


def with_lines(bank: Bank, asker: Asker, followed: Record, record: Record) -> Asker:
    """The person asked, who sees the lines of the plan in their own words."""
    labels = bank.questions[bank.roles.lines_done].field_by_id["state"].option_label
    said: dict[str, str] = {}
    for entry in record.answer(bank.roles.lines_done).items:
        rule, state = text_in(entry, "rule"), state_in(entry)
        if rule is not None and state is not None:
            said[rule] = STATUS_WORDS.get(state) or labels(state)
    return LinesAsker(
        asker, _lines_of(bank, followed), said, bank.roles.lines_done, last_time(bank, followed)
    )


def _lines_of(bank: Bank, followed: Record) -> tuple[AgreedLine, ...]:
    """The lines of the plan that is followed."""
    return agreed_lines(bank, plan(bank, followed).lines)


def refuse_followup(followed: Record, source: str) -> None:
    """Refuse a follow-up in place of the interview.

    Raises:
        InputError: it is a follow-up.
    """
    if followed.session == "followup":
        behind = f" of the interview {followed.follows}" if followed.follows else ""
        raise InputError(
            f"{source} is itself a follow-up{behind}.",
            remedy="A follow-up goes through the plan of an interview: give the record of that interview.",
        )


def refuse_unagreed(bank: Bank, followed: Record) -> None:
    """Refuse to follow an interview without the agreement that answers are written down.

    Raises:
        InputError: there is no agreement, on which a follow-up would rest.
    """
    if (
        bank.roles.consent in bank.questions
        and Evaluation(bank, followed).answer(bank.roles.consent).value is not True
    ):
        raise InputError(
            "That interview holds no agreement that answers are written down, and a follow-up rests on it.",
            remedy=f"Hold a new interview: relapse interview --case {followed.case} --path brief",
        )
