"""Sign-off: a plan is final for exactly the answers that were signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record


def answers_digest(answers: Mapping[str, object]) -> str:
    """The digest of a record's answers: SHA-256 over their JSON with sorted keys and no white space."""
    canonical = json.dumps(answers, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return f"sha256:{hashlib.sha256(canonical.encode('ascii')).hexdigest()}"


def is_signed(reading: Evaluation) -> bool:
    """Whether the record carries a sign-off for the answers that it holds now, under this version.

    What was signed was the plan of the record's own version (rules 13); another one has not been seen.
    """
    sign_off = reading.decisions.sign_off
    if sign_off is None or is_of_another_version(reading.bank, reading.record):
        return False
    return sign_off.answers == answers_digest(reading.record.answers)


def is_of_another_version(bank: Bank, record: Record) -> bool:
    """Whether a record was made with another version of a bank, so that its plan is worked out anew."""
    return record.bank is not None and (record.bank.id, record.bank.version) != (bank.id, bank.version)


def undecided_flags(reading: Evaluation) -> tuple[str, ...]:
    """The flags that are set and that the therapist has neither confirmed, raised nor lowered."""
    return tuple(flag for flag in reading.flags if flag not in reading.decisions.flags)


def decided_level(reading: Evaluation) -> int | None:
    """What the therapist made of the level: every flag at its decided level, raised ones included.

    ``None`` until there is a decision about a flag, or a sign-off (rules 1.10): the computed level is never
    given out as a decided one.
    """
    if not reading.decisions.flags and not reading.decisions.raised and not is_signed(reading):
        return None
    levels = [1]
    for name in dict.fromkeys((*reading.flags, *reading.decisions.raised)):
        decision = reading.decisions.flags.get(name)
        computed = reading.bank.flag_by_id[name].level
        levels.append(computed if decision is None or decision.kind == "confirm" else decision.to)
    return max(levels)
