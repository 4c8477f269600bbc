"""Hold a follow-up: the short check-in about the plan of an interview, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from relapse_cli.app.asking.in_turn import Left
from relapse_cli.app.keeping.choose import find_journal
from relapse_cli.app.keeping.in_file import RecordKeeper
from relapse_cli.app.sessions.begin_record import begin_record
from relapse_cli.app.sessions.conversation import Conversation, InterviewResult, hold_conversation, stopped
from relapse_cli.app.sessions.line_asker import LinesAsker
from relapse_cli.app.sessions.request import InterviewRequest
from relapse_cli.app.sessions.resume_file import check_together
from relapse_cli.app.sessions.run import find_person, run_resumed
from relapse_cli.app.sources.bank import require_bank
from relapse_cli.app.sources.records import read_one
from relapse_cli.errors import InputError, UsageError
from relapse_cli.logic.answers.in_words import STATUS_WORDS
from relapse_cli.logic.answers.moments import parse_now
from relapse_cli.logic.followup.agreed_lines import agreed_lines
from relapse_cli.logic.followup.line_reports import lines_to_ask, state_in, text_in
from relapse_cli.logic.interview.moves import CONSENT
from relapse_cli.logic.plan.build import plan
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.history import AgreedLine
from relapse_cli.model.known_ids import LINES_DONE
from relapse_cli.model.record import Record
from relapse_cli.prompters.asker import Asker
from relapse_cli.text.shell import shell_word


@dataclass(frozen=True, slots=True)
class FollowupRequest:
    """What is wanted.

    Attributes:
        source: the record of the interview that is followed.
        interview: everything else, as for an interview; its beginning brings no path and no case of its own.
    """

    source: str
    interview: InterviewRequest


def hold_followup(request: FollowupRequest) -> InterviewResult:
    """Hold the follow-up of the interview in a record file.

    Raises:
        NeedsAnswersError: an answer is needed and nobody can be asked.
        InputError: a file cannot be used, or there is no agreement to record the answers.
        UsageError: options do not go together.
    """
    bank = require_bank(request.interview.bank)
    followed, _ = read_one(request.source, bank, request.interview.door)
    refuse_followup(followed, request.source)
    if request.interview.beginning.resume is not None:
        check_together(request.interview.beginning)
        return resume_followup(request, bank, followed)
    return follow_up(bank, followed, request.interview)


def follow_up(bank: Bank, followed: Record, request: InterviewRequest) -> InterviewResult:
    """Hold a new follow-up of an interview.

    Args:
        bank: the bank, checked.
        followed: the interview.
        request: what is wanted.
    """
    refuse_unagreed(bank, followed)
    keeper = RecordKeeper(bank, request.output, force=request.force)
    person = find_person(request)
    record, known = begin_followup(bank, followed, request)
    lines = agreed_lines(bank, plan(bank, followed).lines)
    most = bank.questions[LINES_DONE].max_entries or len(lines)
    entries = lines_to_ask(lines, known.pop(LINES_DONE, None), most)
    if entries:
        record = record.model_copy(update={"answers": {LINES_DONE: entries}})
    asked = with_lines(bank, person, lines, record)
    try:
        journal = find_journal(request.door, person)
    except Left as left:
        return stopped(bank, record, interrupted=left.paused)
    talk = Conversation(asked, keeper, request.beginning.started_at, earlier=followed, journal=journal)
    return hold_conversation(bank, record, known, talk)


def begin_followup(
    bank: Bank, followed: Record, request: InterviewRequest
) -> tuple[Record, dict[str, object]]:
    """The record of a follow-up without answers, and the answers that are already known.

    Raises:
        UsageError: it would begin before its interview.
    """
    beginning = replace(
        request.beginning,
        case=followed.case,
        path="followup",
        default_profile=None if followed.profile else request.beginning.default_profile,
    )
    record, known = begin_record(bank, beginning)
    start, before = parse_now(record.started_at), parse_now(followed.started_at)
    if start is not None and before is not None and start < before:
        raise UsageError(
            "The follow-up would begin before its interview.",
            remedy=f"The interview began at {followed.started_at}; check --started-at.",
        )
    profile = record.profile or followed.profile
    return record.model_copy(update={"follows": followed.id, "profile": profile}), known


def resume_followup(request: FollowupRequest, bank: Bank, followed: Record) -> InterviewResult:
    """Go on with a follow-up that was paused.

    Raises:
        InputError: the file holds another session than a follow-up of this interview.
    """
    resume = request.interview.beginning.resume or ""
    record, _ = read_one(resume, bank, request.interview.door)
    if record.session != "followup" or record.follows != followed.id:
        raise InputError(
            f"{resume} is not a follow-up of the interview in {request.source}.",
            remedy=f"To begin one: relapse followup {shell_word(request.source)}",
        )
    lines = agreed_lines(bank, plan(bank, followed).lines)

    def about_lines(asker: Asker) -> Asker:
        return with_lines(bank, asker, lines, record) or asker

    return run_resumed(request.interview, around=about_lines, earlier=followed)


def with_lines(bank: Bank, asker: Asker | None, lines: Sequence[AgreedLine], record: Record) -> Asker | None:
    """The person asked, who sees the lines of the plan in their own words."""
    if asker is None:
        return None
    labels = bank.questions[LINES_DONE].field_by_id["state"].option_label
    said: dict[str, str] = {}
    for entry in record.answer(LINES_DONE).items:
        rule, state = text_in(entry, "rule"), state_in(entry)
        if rule is not None and state is not None:
            said[rule] = STATUS_WORDS.get(state) or labels(state)
    return LinesAsker(asker, lines, said)


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
    if CONSENT in bank.questions and Evaluation(bank, followed).answer(CONSENT).value is not True:
        raise InputError(
            "That interview holds no agreement that answers are written down, and a follow-up rests on it.",
            remedy=f"Hold a new interview: relapse interview --case {followed.case} --path brief",
        )
