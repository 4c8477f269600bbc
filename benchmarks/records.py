"""Records made up by a seed, as many as wanted: ``python -m benchmarks.records 10000 > records.jsonl``.

Cases go on over months: an interview, a follow-up or two, and sometimes another return. The paths are brief,
core, deep and follow-up; answers stand in wrappers now and then, are not known or declined, or lack; a few
records are signed. A seed and a number name a record, so that any part of the records can be made alone.
"""

from __future__ import annotations

import json
import random
import sys
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

from relapse_cli.app.sources.profiles import with_profile
from relapse_cli.logic.plan.final import answers_digest
from relapse_cli.model.bank_questions import Field_, Question
from relapse_cli.model.record import Record
from tests.banks_under_test import shipped_bank

Data = dict[str, Any]

SEED = 11
PER_CASE = 5
"""Sessions of one case: interview, follow-up, follow-up, interview, follow-up."""

SIGNED_PERCENT = 4
_FOLLOWUPS = {1, 2, 4}
_PATHS = ("core", "core", "deep", "brief")
_NAMES = ("zolpidem", "lorazepam", "Diazepam", "oxycodone", "pregabalin", "zopiclone", "wine", "codeine")
_RULES = (
    "P-TOLD",
    "P-AGAIN",
    "P-CONTACT",
    "P-NALOXONE",
    "P-MEDREVIEW",
    "T-SLEEP",
    "S-PANIC",
    "F-ALL",
    "P-OUD",
)
"""As many as there are texts: a follow-up that speaks of a line draws no more chance than of a text."""
_TEXTS = (
    "two bad nights in a row", "I call my sister before I open the drawer", "loud nights at home",
    "found the old box while tidying up", "a long shift, then nobody to talk to", "the pain came back",
    "I walk to the river and back", "an argument about money", "write it down, then tell someone",
)  # fmt: skip
_FIRST = datetime(2026, 1, 5, 8, 0, tzinfo=timezone(timedelta(hours=1)))


@cache
def head() -> Data:
    """What every record says of its bank and of the numbers in force."""
    bank = shipped_bank()
    bare = Record(id="x", case="x", path="core", started_at="2026-01-01T00:00:00+00:00")
    profile = with_profile(bare, "ie", None).profile
    assert profile is not None
    return {
        "bank": {"id": bank.id, "version": bank.version, "digest": bank.digest},
        "profile": profile.model_dump(mode="json", exclude_none=True),
    }


class Maker:
    """One record in the making."""

    def __init__(self, seed: int, number: int) -> None:
        self.rng = random.Random(seed * 1_000_003 + number)
        case, session = divmod(number, PER_CASE)
        steady = random.Random(seed * 7_919 + case)
        self.case, self.seed, self.number, self.session = case, seed, number, session
        begun = _FIRST + timedelta(days=steady.randrange(300), hours=steady.randrange(9))
        days = (0, 3, 10, 60 + steady.randrange(60), 64 + 60)[session]
        self.now = begun + timedelta(days=days, minutes=self.rng.randrange(120))
        self.followup = session in _FOLLOWUPS
        self.path = "followup" if self.followup else self.rng.choice(_PATHS)
        self.calm = self.rng.random() < 0.6

    def ago(self, hours: int) -> str:
        """A day or a time up to so many hours before or after now."""
        moment = self.now + timedelta(hours=self.rng.randint(min(hours, 0), max(hours, 0)))
        return moment.date().isoformat() if self.rng.random() < 0.5 else moment.isoformat()

    def value(self, spec: Question | Field_) -> object:
        """A value of a question or a field that is neither group nor event."""
        rng = self.rng
        match spec.type:
            case "choice":
                quiet = getattr(spec, "quiet", ())
                options = [option.id for option in spec.options]
                return (
                    rng.choice(quiet)
                    if quiet and rng.random() < (0.9 if self.calm else 0.5)
                    else rng.choice(options)
                )
            case "multi":
                others = [option.id for option in spec.options if option.id != spec.exclusive]
                if spec.exclusive is not None and rng.random() < (0.9 if self.calm else 0.5):
                    return [spec.exclusive]
                return rng.sample(others, min(len(others), rng.randint(1, 2)))
            case "yes_no":
                return rng.random() < (0.15 if self.calm else 0.5)
            case "scale" | "number":
                low, high = int(spec.min or 0), int(spec.max if spec.max is not None else 10)
                return rng.randint(low, min(high, low + 10))
            case "duration":
                return {
                    "value": rng.choice((1, 2, 3, 5, 9, 14)),
                    "unit": rng.choice(spec.units or ("day", "week")),
                }
            case "date" | "datetime":
                ahead = spec.id in {"when", "until"}
                return self.ago(200 if ahead else -400)
            case _:
                return rng.choice({"name": _NAMES, "rule": _RULES}.get(spec.id, _TEXTS))

    def part(self, question: Question) -> Data:
        """A group, or one element."""
        kept = {
            field.id: self.value(field)
            for field in question.fields
            if not field.detail and self.rng.random() < 0.93
        }
        if "strongest" in kept and kept["strongest"] not in kept.get("selected", []):
            del kept["strongest"]
        return kept

    def answer(self, question: Question) -> object:
        """An answer as a record has it; ``None`` = it lacks."""
        rng = self.rng
        chance = rng.random()
        if chance < 0.08:
            return None
        if chance < 0.11:
            return {"status": rng.choice(("unknown", "declined"))}
        match question.type:
            case "group":
                made: object = self.part(question)
            case "event":
                most = question.max_entries or 4
                made = [self.part(question) for _ in range(min(most, rng.choice((1, 1, 1, 2, 3))))]
            case _:
                made = self.value(question)
        return {"value": made, "note": rng.choice(_TEXTS)} if chance < 0.13 else made

    def name(self, number: int) -> str:
        """The id of a record."""
        return str(
            uuid.UUID(
                int=(self.seed * 10**9 + number) * 0x9E3779B97F4A7C15F39CC0605CEDC835 % 2**128, version=4
            )
        )

    def record(self) -> Data:
        """The record."""
        asked = [q for q in shipped_bank().questions.values() if self.path in q.paths]
        answers = {q.id: made for q in asked if (made := self.answer(q)) is not None}
        data: Data = {
            "format": "relapse-interview/1",
            "id": self.name(self.number),
            "case": f"PR-{self.case:06d}",
            "path": self.path,
            **head(),
            "started_at": self.now.isoformat(),
            "finished_at": (self.now + timedelta(minutes=45)).isoformat(),
            "answers": answers,
        }
        if self.followup:
            data["follows"] = self.name(self.number - (1 if self.session in {1, 4} else 2))
        elif self.session:
            data["earlier"] = self.name(self.number - self.session)
        if self.rng.random() * 100 < SIGNED_PERCENT:
            data["decisions"] = self.decisions(answers)
        return data

    def decisions(self, answers: Data) -> list[Data]:
        """A few decisions and a sign-off of these answers."""
        return [
            {"kind": "confirm", "flag": "U-14", "second": False},
            {"kind": "raise", "flag": "U-12", "to": 3, "reason": "seen by the team"},
            {"kind": "pick", "rule": "T-SLEEP", "options": ["sleep_diary"]},
            {
                "kind": "sign_off",
                "at": self.now.isoformat(),
                "role": "therapist",
                "answers": answers_digest(answers),
            },
        ]


def records(count: int, seed: int = SEED, first: int = 0) -> Iterator[bytes]:
    """Records as lines without their ends."""
    for number in range(first, first + count):
        yield json.dumps(Maker(seed, number).record(), ensure_ascii=False).encode()


def main() -> None:
    """Write records to standard output."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    for line in records(count, seed):
        sys.stdout.buffer.write(line + b"\n")


if __name__ == "__main__":
    main()
