"""Random records drawn from the question contract, with missing, unknown, declined and disabled answers.

Everything comes from the random.Random that is passed in, so a seed names a record.
"""

from __future__ import annotations

import copy
import random
from datetime import datetime, timedelta, timezone
from typing import Any

import yaml

from .reading import CONTRACT_FILE

Data = dict[str, Any]
PATHS = ("brief", "core", "deep", "followup")
UNITS = ("hour", "day", "week", "month", "year")
NAMES = (
    "zolpidem",
    "lorazepam",
    "diazepam",
    "Methadone",
    "fentanyl patch",
    "oxycodone",
    "baclofen",
    " Xanax ",
)
TEXTS = ("two bad nights", "I call my sister", "Loud nights at home", "found the box", "  ")


def load_questions() -> list[Data]:
    """The questions of the contract as they stand in the file, in order."""
    document = yaml.safe_load(CONTRACT_FILE.read_text(encoding="utf-8"))
    return [question for bank in document["banks"] for question in bank["questions"]]


QUESTIONS = load_questions()
CRITICAL = [question for question in QUESTIONS if question["critical"]]

# What a person answers who is well, where the contract lists no quiet option.
TAME: dict[str, list[Any]] = {
    "class": ["z_drug", "benzodiazepine", "opioid", "gabapentinoid", "alcohol", "other_prescription"],
    "source": ["left_over", "own_prescription", "over_the_counter", "relative_friend"],
    "event.oud_medication": ["none", "none", "none", "buprenorphine"],
    "event.supply": [False, False, True],
    "safety.alone": [False],
    "safety.agitation": ["settled", "restless"],
    "safety.secrecy": [["none"], ["hiding_some"]],
    "safety.overdose_history": ["never", "over_year_ago"],
    "safety.duties": [["none"], ["driving_machinery"]],
    "safety.cssrs": ["low"],
    "frame.state": ["clear"],
    "frame.present": [["patient_alone"]],
    "contact.worth": [5, 8],
}


class Draw:
    """One record in the making: a source of chance, a now, and how often what is missing or quiet."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.tame = rng.random() < 0.5
        self.missing = rng.choice((0.0, 0.0, 0.02) if self.tame else (0.0, 0.05, 0.3, 0.7))
        self.status = rng.choice((0.0, 0.01) if self.tame else (0.0, 0.05, 0.2))
        self.quiet = rng.choice((0.9, 0.95, 1.0) if self.tame else (0.2, 0.6, 0.9))
        zone = timezone(timedelta(hours=rng.choice((-5, 0, 1, 5))))
        self.now = datetime(2026, 11, 20, rng.choice((0, 7, 10, 23)), rng.choice((0, 59)), tzinfo=zone)

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.rng.random() < probability

    def one_of(self, name: str, options: list[Any]) -> Any:
        """One of the options, or of those a person gives who is well."""
        return self.rng.choice(TAME[name] if self.tame and name in TAME else options)

    def may_lack(self, value: Any) -> Any:
        """The value, or nothing, or a status."""
        if self.chance(self.missing):
            return None
        if self.chance(self.status):
            return {"status": self.rng.choice(("unknown", "declined"))}
        return value

    def around(self, hours: tuple[float, ...]) -> str:
        """A date or an instant so many hours from now (negative: ago), near the borders of windows."""
        moment = self.now + timedelta(hours=self.rng.choice(hours), minutes=self.rng.choice((-1, 0, 1)))
        return moment.date().isoformat() if self.chance(0.5) else moment.isoformat()

    def duration(self, small: bool = False) -> Data:
        """A duration, small or of any size."""
        units = ("hour", "day") if small else UNITS
        return {"value": self.rng.choice((1, 2, 3, 4, 6, 7, 13, 14, 20)), "unit": self.rng.choice(units)}

    def group(self, fields: Data) -> Data:
        """The fields that are not lacking."""
        drawn = {name: self.may_lack(value) for name, value in fields.items()}
        return {name: value for name, value in drawn.items() if value is not None}

    def multi(self, question: Data) -> list[str]:
        """The exclusive option alone, or up to three of the others."""
        exclusive = question.get("exclusive")
        others = [option for option in question["options"] if option != exclusive]
        if exclusive is not None and self.chance(self.quiet):
            return [exclusive]
        return self.rng.sample(others, self.rng.randint(1, min(3, len(others))))

    def choice(self, question: Data) -> str:
        """A quiet option mostly, where the contract lists quiet ones; else any option."""
        quiet = question.get("quiet")
        if isinstance(quiet, list) and self.chance(self.quiet):
            return self.rng.choice(quiet)
        return self.rng.choice(question["options"])

    def yes_no(self, question: Data) -> bool:
        """The quiet answer mostly, where there is one."""
        quiet = question.get("quiet")
        if isinstance(quiet, list) and self.chance(self.quiet):
            return quiet[0]
        return self.chance(0.5)


def entry(d: Draw) -> Any:
    """One element of event.substance."""
    fields = {each["id"]: each for each in of("event.substance")["fields"]}
    if d.chance(0.02):
        return {"status": "unknown"}
    daily = d.chance(0.3)
    drawn = d.group(
        {
            "class": d.one_of("class", fields["class"]["options"]),
            "name": d.rng.choice(NAMES),
            "source": d.one_of("source", fields["source"]["options"]),
            "route": "oral" if d.chance(0.6) else d.rng.choice(fields["route"]["options"]),
            "last_use": d.around((0, -3, -24, -30, -72, -100, -120, -240, -400, -672, -900)),
            "days_per_week": 7 if daily else d.rng.choice((1, 2, 3, 4)),
            "run_length": d.duration(small=not daily),
            "vs_prescription": d.rng.choice(fields["vs_prescription"]["options"]),
        }
    )
    if d.chance(0.2):
        drawn["first_use"] = d.around((-48, -96, -360, -1000))
    return drawn


def happening(d: Draw) -> Data:
    """One element of sequence.event."""
    fields = {each["id"]: each for each in of("sequence.event")["fields"]}
    return d.group(
        {
            "what": d.rng.choice(TEXTS),
            "when": d.duration(),
            "side": "before" if d.chance(0.8) else "after",
            "domain": d.rng.choice(fields["domain"]["options"]),
            "intensity": d.rng.randint(0, 10),
        }
    )


def typical(d: Draw) -> list[Data]:
    """The sequence of Q-SAI, perhaps in another order."""
    offsets = d.rng.sample((1, 3, 9, 9), 3)
    return [
        {"what": domain, "domain": domain, "when": {"value": offset, "unit": "day"}}
        for domain, offset in zip(("sleep", "anxiety", "idealising"), sorted(offsets)[::-1], strict=True)
    ]


def ifthen(d: Draw) -> Data:
    """One element of revise.ifthen."""
    return d.group({name: d.rng.choice(TEXTS) for name in ("if", "then", "tell", "begins_at")})


def special(d: Draw, name: str) -> Any:
    """The value of a question with fields."""
    if name == "event.substance":
        return [entry(d) for _ in range(d.rng.choice((1, 1, 1, 2, 3)))]
    if name == "sequence.event":
        return [happening(d) for _ in range(d.rng.randint(0, 5))] + (typical(d) if d.chance(0.1) else [])
    if name == "revise.ifthen":
        return [ifthen(d) for _ in range(d.rng.randint(0, 2))]
    if name == "followup.lines_done":
        return [{"rule": "P-TOLD", "state": "done"}]
    if name.endswith("next_contact"):
        return d.group({"when": d.around((-24, 0, 5, 24, 48, 72, 100, 168, 200)), "who": "therapist"})
    if name.endswith("sleep"):
        nights = (5, 6, 8) if d.chance(d.quiet) else (0, 1, 2, 3, 4)
        fields = {f"night_{number}": d.rng.choice(nights) for number in (1, 2, 3)}
        return d.group(fields | {"difficulty": d.rng.choice((2, 5, 7) if d.chance(d.quiet) else (7, 8))})
    if name.endswith("anxiety"):
        peak = d.rng.choice((1, 5) if d.chance(d.quiet) else (5, 6, 7, 8))
        return d.group({"peak": peak, "direction": d.rng.choice(("rising", "steady", "easing"))})
    if name.endswith("withdrawal"):
        signs = ["none"] if d.chance(d.quiet) else ["shaking", "sweating"]
        strength = d.rng.choice(("mild", "moderate", "severe"))
        return d.group({"signs": signs} if signs == ["none"] else {"signs": signs, "strength": strength})
    if name == "event.stopped":
        changes = ("slow_with_prescriber", "cut_sharply", "stopped")
        change = "no_change" if d.chance(d.quiet) else d.rng.choice(changes)
        when = d.around((0, -24, -120, -336, -672, -900))
        return d.group({"change": change} if change == "no_change" else {"change": change, "when": when})
    if name == "contact.feelings":
        selected = d.rng.sample(["fear", "guilt", "shame"], d.rng.randint(1, 2))
        return d.group({"selected": selected, "strongest": d.rng.choice(selected)})
    if name == "loved.scope":
        return d.group({"what": "in treatment", "with_whom": "sister", "until": "2026-12-20"})
    return d.group({each["id"]: "some words" for each in of(name)["fields"]})


def of(name: str) -> Data:
    """The contract's entry of one question."""
    return next(question for question in QUESTIONS if question["id"] == name)


def value(d: Draw, question: Data) -> Any:
    """A value of the question's type."""
    kind = question["type"]
    if kind in {"group", "event"}:
        return special(d, question["id"])
    if kind == "multi":
        return copy.copy(d.one_of(question["id"], [d.multi(question)]))
    if kind == "choice" and question["id"] in TAME:
        return d.one_of(question["id"], question["options"])
    if kind == "choice":
        return d.choice(question)
    if kind == "yes_no":
        return d.one_of(question["id"], [d.yes_no(question)])
    if kind in {"scale", "number"}:
        return d.one_of(question["id"], [d.rng.randint(question["min"], question["max"])])
    if kind == "duration":
        return d.duration()
    if kind == "date":
        return d.around((-24, -240))
    return d.rng.choice(TEXTS)


def record(seed: int, path: str | None = None) -> Data:
    """The record of a seed: all questions of its session, enabled or not, each perhaps lacking."""
    d = Draw(random.Random(seed))
    path = path or d.rng.choice(PATHS)
    session = "followup" if path == "followup" else "interview"
    answers: Data = {}
    for question in QUESTIONS:
        if question["session"] != session:
            continue
        answer = d.may_lack(value(d, question))
        if answer is None:
            continue
        if d.chance(0.05) and not (isinstance(answer, dict) and "status" in answer):
            answer = {"value": answer, "note": "seen by video"}
        answers[question["id"]] = answer
    return {
        "format": "relapse-interview/1",
        "id": f"00000000-0000-4000-8000-{seed:012d}",
        "case": f"PR-{seed % 900 + 100}",
        "path": path,
        "started_at": d.now.isoformat(),
        "answers": answers,
        "decisions": [],
    }


def earlier_of(data: Data, seed: int) -> Data:
    """An earlier record that resembles the given one: the same timeline and if-then lines, or others."""
    rng = random.Random(seed)
    earlier = record(seed + 500_000, "core")
    for name in ("sequence.event", "revise.ifthen", "support.lacking", "support.therapy_connection"):
        if name in data["answers"] and rng.random() < 0.8:
            earlier["answers"][name] = copy.deepcopy(data["answers"][name])
    return earlier


def with_decisions(data: Data, flags: list[str], seed: int) -> Data:
    """The same record after some of the therapist's decisions."""
    rng = random.Random(seed)
    made: list[Data] = []
    for flag in flags:
        kind = rng.choice(("confirm", "raise", "lower", "none"))
        decision = {"kind": kind, "flag": flag, "reason": "seen before", "second": True}
        made += [] if kind == "none" else [decision | {"to": 4 if kind == "raise" else 1}]
    removable = ("P-NALOXONE", "R-PATTERN", "D-01", "P-MEDREVIEW", "P-TOLD", "P-CONTACT", "P-HOME")
    made += [{"kind": "remove", "rule": rule} for rule in removable if rng.random() < 0.3]
    made += [{"kind": "recheck", "what": what} for what in ("coercion", "paper") if rng.random() < 0.3]
    if rng.random() < 0.3:
        made.append({"kind": "pick", "rule": "T-SLEEP", "options": ["sleep_diary"], "due": "2026-11-25"})
    copied = copy.deepcopy(data)
    copied["decisions"] = made
    return copied


def shuffled(data: Data, seed: int) -> Data:
    """The same record with its answers, entries and selected options in another order."""
    rng = random.Random(seed)
    copied = copy.deepcopy(data)
    answers = list(copied["answers"].items())
    rng.shuffle(answers)
    for _, answer in answers:
        inner = answer.get("value") if isinstance(answer, dict) else answer
        for each in (inner, *(answer.values() if isinstance(answer, dict) else ())):
            if isinstance(each, list):
                rng.shuffle(each)
    copied["answers"] = dict(answers)
    return copied
