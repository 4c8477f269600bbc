"""Valid records made up from the question contract: at random, or a quiet record with a few changes.

The same generators serve hypothesis (``records``, ``busy_records``, ``busy_pairs``) and plain loops over many
thousand records (``random_record``, ``busy_record``, ``busy_pair`` with a ``random.Random``). Every answer
passes V-OPTION: options exist, exclusive ones stand alone, numbers are in range, durations have value and
unit, the strongest feeling is among the selected ones, and no answer belongs to the other session.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml
from hypothesis import strategies as st

CONTRACT_FILE = Path(__file__).parent / "contract" / "questions.yaml"
PATHS = ("brief", "core", "deep", "followup")
STARTED_AT = "2026-11-20T10:00:00+01:00"
OTHER_STARTS = ("2026-03-01T23:30:00-05:00", "2026-01-01T00:15:00+00:00", "2026-07-14T13:00:00+05:30")

T = TypeVar("T")
Answers = dict[str, Any]
Record = dict[str, Any]


class Dice(Protocol):
    """Where choices come from: a random generator, or hypothesis."""

    def pick(self, options: Sequence[T]) -> T:
        """One of the options; the first is the simplest."""
        ...

    def number(self, low: int, high: int) -> int:
        """A whole number in the range, ends included; the lowest is the simplest."""
        ...


class RandomDice:
    """Choices from a random generator."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.rng.randrange(len(options))]

    def number(self, low: int, high: int) -> int:
        """A whole number in the range."""
        return self.rng.randint(low, high)


class DrawnDice:
    """Choices that hypothesis draws, and shrinks towards the simplest."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        drawn: T = self.draw(st.sampled_from(options))
        return drawn

    def number(self, low: int, high: int) -> int:
        """A whole number in the range."""
        drawn: int = self.draw(st.integers(low, high))
        return drawn


def chance(dice: Dice, percent: int) -> bool:
    """True in so many of a hundred cases; False is the simpler."""
    return dice.number(0, 99) >= 100 - percent


# -------------------------------------------------------------------------------------- the contract


def load_questions() -> dict[str, dict[str, Any]]:
    """The questions of the contract by id, in file order."""
    document = yaml.safe_load(CONTRACT_FILE.read_text(encoding="utf-8"))
    return {question["id"]: question for bank in document["banks"] for question in bank["questions"]}


QUESTIONS = load_questions()
INTERVIEW_IDS = [each for each, question in QUESTIONS.items() if question["session"] == "interview"]
FOLLOWUP_IDS = [each for each, question in QUESTIONS.items() if question["session"] == "followup"]
READ_BY_RULES = [
    each
    for each in INTERVIEW_IDS
    if each.startswith(("event.", "safety.", "stabilise.can", "stabilise.worsening"))
    or each
    in {
        "frame.age_band",
        "frame.state",
        "frame.present",
        "contact.feelings",
        "contact.meaning",
        "contact.reactions",
        "contact.worth",
        "sequence.event",
        "sequence.seen_before",
        "support.lacking",
        "support.therapy_connection",
        "prior.medication_review",
        "loved.wish",
        "loved.scope",
        "revise.ifthen",
        "revise.next_contact",
    }
]

# ------------------------------------------------------------------------------------ single values

HOURS_BACK = (
    *(30, 5, 0, 1, 12, 13, 14, 24, 25, 34, 48, 58, 71, 72, 73, 82, 96),
    *(5 * 24, 5 * 24 + 1, 6 * 24, 7 * 24, 14 * 24, 14 * 24 + 1, 15 * 24, 16 * 24),
    *(28 * 24, 28 * 24 + 1, 29 * 24, 30 * 24, 60 * 24, -3, -30),
)
DURATIONS = (
    *((2, "day"), (1, "day"), (3, "day"), (4, "day"), (6, "day"), (7, "day"), (1, "week")),
    *((13, "day"), (14, "day"), (2, "week"), (15, "day"), (20, "day"), (3, "week")),
    *((1, "month"), (9, "month"), (1, "year"), (30, "minute"), (12, "hour"), (24, "hour")),
    *((25, "hour"), (72, "hour"), (168, "hour"), (335, "hour"), (336, "hour"), (0, "day"), (1.5, "day")),
)
NAMES = (
    "zolpidem",
    " Zopiclone ",
    "alprazolam",
    "lorazepam",
    "diazepam",
    "zolpidem CR",
    "baclofen",
    "Baclofen 10",
    "quetiapine",
    "morphine",
    "tramadol",
    "pregabalin",
    "sertraline",
    "red wine",
)
TEXTS = ("a few words", "two bad nights", "Two  bad nights ", "call my sister", "the early shift", "  ")
NIGHT_HOURS = (6, 5, 8, 0, 0.5, 1, 1, 1.5, 2, 3, 3, 3.5, 4, 24)
SCALE_STEPS = (5, 0, 2, 3, 4, 6, 7, 8, 10)


def moment(dice: Dice, now: datetime) -> str:
    """A date or date-time near the borders of the windows, with or without an offset."""
    when = now - timedelta(hours=dice.pick(HOURS_BACK))
    form = dice.pick(("date", "date", "full", "full", "bare", "other_offset"))
    if form == "date":
        return when.date().isoformat()
    if form == "bare":
        return when.replace(tzinfo=None).isoformat()
    if form == "other_offset":
        return (when.replace(tzinfo=None) - (now.utcoffset() or timedelta())).isoformat() + "+00:00"
    return when.isoformat()


def appointment(dice: Dice, now: datetime) -> str:
    """A date-time ahead, with or without an offset."""
    when = now + timedelta(hours=dice.pick((20, 3, 24, 71, 72, 73, 96, 24 * 7)))
    return when.isoformat() if chance(dice, 70) else when.replace(tzinfo=None).isoformat()


def duration(dice: Dice) -> dict[str, Any]:
    """A duration near the borders of the rules."""
    value, unit = dice.pick(DURATIONS)
    return {"value": value, "unit": unit}


def some_of(dice: Dice, options: Sequence[str], exclusive: str | None) -> list[str]:
    """A few of the options in any order; an exclusive one alone; now and then none at all."""
    if chance(dice, 4):
        return []
    if exclusive is not None and not chance(dice, 55):
        return [exclusive]
    left = [option for option in options if option != exclusive]
    return [left.pop(dice.number(0, len(left) - 1)) for _ in range(min(dice.pick((1, 1, 2, 3)), len(left)))]


def number(dice: Dice, spec: dict[str, Any]) -> float:
    """A number of the declared range, near the borders that rules read."""
    if spec.get("max") == 24:
        return dice.pick(NIGHT_HOURS)
    if spec["id"] == "days_per_week":
        return dice.pick((2, 7, 0, 1, 3, 3.5, 4, 5))
    return dice.number(int(spec["min"]), int(spec["max"]))


def text(dice: Dice, spec: dict[str, Any]) -> str:
    """A name of a product, a rule id, or a few words; blank now and then."""
    if spec["id"] == "name":
        return dice.pick(NAMES)
    if spec["id"] == "frame.location":
        return "withheld"
    if spec["id"] == "rule":
        return dice.pick(("P-TOLD", "T-SLEEP", "own"))
    return dice.pick(TEXTS)


def plain_value(dice: Dice, spec: dict[str, Any], now: datetime) -> Any:
    """A value of a question or field that has no parts."""
    kind = spec["type"]
    makers: dict[str, Callable[[], Any]] = {
        "choice": lambda: dice.pick(spec["options"]),
        "multi": lambda: some_of(dice, spec["options"], spec.get("exclusive")),
        "yes_no": lambda: chance(dice, 50),
        "scale": lambda: dice.pick(SCALE_STEPS),
        "number": lambda: number(dice, spec),
        "duration": lambda: duration(dice),
        "date": lambda: moment(dice, now),
        "datetime": lambda: appointment(dice, now),
        "text": lambda: text(dice, spec),
        "long_text": lambda: text(dice, spec),
    }
    return makers[kind]()


def group(dice: Dice, spec: dict[str, Any], now: datetime) -> dict[str, Any]:
    """An object with some of its fields, some of them with a status."""
    made: dict[str, Any] = {}
    for field in spec["fields"]:
        if field["id"] == "strongest":
            selected = made.get("selected")
            if isinstance(selected, list) and selected and chance(dice, 60):
                made["strongest"] = dice.pick(selected)
        elif chance(dice, 85):
            made[field["id"]] = plain_value(dice, field, now)
        elif chance(dice, 40):
            made[field["id"]] = {"status": dice.pick(("unknown", "declined"))}
    return made


def value(dice: Dice, spec: dict[str, Any], now: datetime) -> Any:
    """A value of any question."""
    if spec["type"] == "group":
        return group(dice, spec, now)
    if spec["type"] != "event":
        return plain_value(dice, spec, now)
    most = {"event.substance": 3, "sequence.event": 5}.get(spec["id"], 3)
    elements: list[Any] = [
        group(dice, spec, now) for _ in range(dice.number(spec.get("min_entries") or 0, most))
    ]
    if elements and spec["id"] == "event.substance" and chance(dice, 4):
        elements[-1] = {"status": "unknown"}
    return elements


def status(dice: Dice) -> dict[str, str]:
    """A status object, with a note now and then."""
    made = {"status": dice.pick(("unknown", "declined"))}
    return {**made, "note": "wants to wait"} if chance(dice, 15) else made


def answer(dice: Dice, question: str, now: datetime) -> Any:
    """An answer: mostly a value, sometimes wrapped with a note, sometimes a status."""
    if chance(dice, 12):
        return status(dice)
    made = value(dice, QUESTIONS[question], now)
    return {"value": made, "note": "seen by video"} if chance(dice, 6) else made


# ----------------------------------------------------------------------------------------- records


def envelope(dice: Dice, path: str, answers: Answers, started_at: str) -> Record:
    """A record around its answers."""
    code = dice.number(1, 999_999)
    return {
        "format": "relapse-interview/1",
        "id": f"00000000-0000-4000-8000-{code:012d}",
        "case": f"PR-{code:06d}",
        "path": path,
        "started_at": started_at,
        "answers": answers,
    }


def pick_start(dice: Dice) -> str:
    """The usual start of the session, or now and then one near midnight or with another offset."""
    return dice.pick(OTHER_STARTS) if chance(dice, 10) else STARTED_AT


def any_record(dice: Dice, path: str | None = None) -> Record:
    """A record with each question of its session absent, with a status or with any valid value."""
    path = path or dice.pick(PATHS)
    started_at = pick_start(dice)
    now = datetime.fromisoformat(started_at)
    presence = dice.pick((85, 60, 97))
    answers = {
        question: answer(dice, question, now)
        for question in (FOLLOWUP_IDS if path == "followup" else INTERVIEW_IDS)
        if chance(dice, presence)
    }
    return envelope(dice, path, answers, started_at)


# ------------------------------------------------------------------------------------- quiet bases

QUIET_INTERVIEW: Answers = {
    "frame.mode": "in_person",
    "frame.location": "withheld",
    "frame.present": ["patient_alone"],
    "frame.age_band": "age_18_64",
    "frame.state": "clear",
    "frame.consent": True,
    "contact.feelings": {"selected": ["guilt", "fear"], "strongest": "guilt"},
    "contact.meaning": "serious_workable",
    "contact.reactions": ["calm_helpful"],
    "contact.worth": 6,
    "event.disclosed": "self",
    "event.mixed": ["none"],
    "event.now": "not_taking",
    "event.control": "stopped_self",
    "event.time_without": {"value": 3, "unit": "day"},
    "event.supply": False,
    "event.escalation": "same",
    "event.stopped": {"change": "no_change"},
    "event.amount_vs_before": "less",
    "event.over_max": False,
    "event.over_max_by": "up_to_one_extra_dose",
    "event.product_combo": False,
    "event.oud_medication": "none",
    "event.alcohol_medication": "none",
    "safety.now": ["none"],
    "safety.suicide": "no_thoughts",
    "safety.taking_intent": "no_intent",
    "safety.mental_state": ["none"],
    "safety.sleep": {"night_1": 6, "night_2": 5, "night_3": 6, "difficulty": 5},
    "safety.anxiety": {"peak": 4, "direction": "easing"},
    "safety.medical": ["none"],
    "safety.secrecy": ["none"],
    "safety.alone": False,
    "safety.home_safe": "safe",
    "safety.agitation": "settled",
    "safety.withdrawal": {"signs": ["none"]},
    "safety.seizure_history": False,
    "safety.means": False,
    "safety.cssrs": "low",
    "safety.overdose_history": "never",
    "safety.naloxone": True,
    "safety.duties": ["none"],
    "sequence.q_before": "The early shift.",
    "sequence.event": [
        {"what": "short nights", "when": {"value": 3, "unit": "week"}, "domain": "sleep", "intensity": 6}
    ],
    "sequence.seen_before": "first_time",
    "support.therapy_connection": "regular",
    "prior.kept": "I told someone.",
    "stabilise.can_interrupt": "can",
    "stabilise.worsening": "steady",
    "loved.wish": "later",
    "revise.next_contact": {"when": "2026-11-24T10:00:00+01:00", "who": "therapist calls"},
}
QUIET_FOLLOWUP: Answers = {
    "followup.now": ["none"],
    "followup.use_since": False,
    "followup.withdrawal": {"signs": ["none"]},
    "followup.lines_done": [{"rule": "P-TOLD", "state": "done"}],
    "followup.sleep": {"night_1": 6, "night_2": 5, "night_3": 6, "difficulty": 5},
    "followup.anxiety": {"peak": 4, "direction": "easing"},
    "followup.sign_noticed": False,
    "followup.contact_kept": True,
    "followup.suicide": "no_thoughts",
    "followup.next_contact": {"when": "2026-11-24T10:00:00+01:00", "who": "therapist calls"},
}
SHORT_RUN = {"last_use": "2026-11-10", "days_per_week": 2, "run_length": {"value": 2, "unit": "day"}}
LONG_RUN = {"last_use": "2026-11-19", "days_per_week": 7, "run_length": {"value": 2, "unit": "month"}}
LABEL = {"source": "left_over", "vs_prescription": "not_prescribed", "route": "oral"}
ENTRIES: dict[str, dict[str, Any]] = {
    "z_drug": {"class": "z_drug", "name": "zolpidem", **LABEL, **SHORT_RUN},
    "opioid": {"class": "opioid", "name": "tramadol", **LABEL, **SHORT_RUN},
    "alcohol": {"class": "alcohol", "name": "red wine", **LONG_RUN},
    "benzodiazepine": {"class": "benzodiazepine", "name": "diazepam", **LABEL, **LONG_RUN},
    "gabapentinoid": {"class": "gabapentinoid", "name": "pregabalin", **LABEL, **LONG_RUN},
    "other_prescription": {"class": "other_prescription", "name": "sertraline", **LABEL, **LONG_RUN},
    "stimulant": {"class": "stimulant", "name": "methylphenidate", **LABEL, **SHORT_RUN},
    "illicit": {"class": "illicit", **SHORT_RUN},
}


def quiet_interview(entry: str) -> Answers:
    """A quiet set of interview answers around one entry."""
    return {**copy.deepcopy(QUIET_INTERVIEW), "event.substance": [copy.deepcopy(ENTRIES[entry])]}


# ------------------------------------------------------------------------------------------- themes
# Each theme sets a few answers that belong together, near a border of the rules that read them together.


def theme_label(dice: Dice, answers: Answers, now: datetime) -> None:
    """An opioid combination, and how far above the label."""
    set_entry(answers, "class", dice.pick(("opioid", "opioid", "unknown", "z_drug")))
    set_entry(answers, "vs_prescription", "more")
    set_entry(answers, "last_use", moment(dice, now))
    answers["event.over_max"] = dice.pick((True, True, False, {"status": "unknown"}))
    answers["event.over_max_by"] = dice.pick(("up_to_one_extra_dose", "more", {"status": "declined"}))
    answers["event.product_combo"] = dice.pick((True, True, False, {"status": "unknown"}))


def theme_stop(dice: Dice, answers: Answers, now: datetime) -> None:
    """A regular product reduced or stopped."""
    for name, made in ENTRIES[dice.pick(("benzodiazepine", "alcohol", "gabapentinoid"))].items():
        set_entry(answers, name, made)
    set_entry(
        answers,
        "class",
        dice.pick(
            ("benzodiazepine", "z_drug", "other_sedative", "alcohol", "gabapentinoid", "other_prescription")
        ),
    )
    set_entry(answers, "name", dice.pick((*NAMES, {"status": "unknown"})))
    set_entry(answers, "run_length", duration(dice))
    change = dice.pick(("stopped", "cut_sharply", "slow_with_prescriber"))
    answers["event.stopped"] = {"change": change, "when": moment(dice, now)}


def theme_withdrawal(dice: Dice, answers: Answers, now: datetime) -> None:
    """Signs of withdrawal from something regular."""
    set_entry(answers, "days_per_week", 6)
    strength = dice.pick(("mild", "mild", "moderate", "severe"))
    answers["safety.withdrawal"] = {"signs": ["shaking"], "strength": strength}
    answers["safety.seizure_history"] = dice.pick((False, True, {"status": "unknown"}))


def theme_suicide(dice: Dice, answers: Answers, now: datetime) -> None:
    """A wish not to be here, or an intent in taking."""
    answers["safety.suicide"] = dice.pick(
        ("wish_not_here", "wish_not_here", "thoughts_no_plan", "no_thoughts")
    )
    answers["safety.taking_intent"] = dice.pick(
        ("no_intent", "no_intent", "intended", "did_not_care", "unsure")
    )
    answers["safety.cssrs"] = dice.pick(("low", "low", "moderate", "not_done", "high"))
    answers["safety.means"] = dice.pick((False, False, True, {"status": "declined"}))
    set_entry(answers, "last_use", moment(dice, now))


def theme_together(dice: Dice, answers: Answers, now: datetime) -> None:
    """Two products around the same time."""
    second = copy.deepcopy(ENTRIES[dice.pick(sorted(ENTRIES))])
    second["last_use"] = moment(dice, now)
    set_entry(answers, "last_use", moment(dice, now))
    if isinstance(answers.get("event.substance"), list):
        answers["event.substance"].append(second)
    answers["event.now"] = dice.pick(("not_taking", "as_prescribed_only", {"status": "unknown"}))
    if chance(dice, 40):
        answers["safety.now"] = ["drowsy"]


def theme_going_on(dice: Dice, answers: Answers, now: datetime) -> None:
    """Use that goes on, with a label of the person's situation."""
    answers["event.now"] = dice.pick(("still_taking", "likely_today", "unsure", "as_prescribed_only"))
    answers["event.control"] = dice.pick(("carried_on", "could_not_stop"))
    answers["event.escalation"] = dice.pick(("same", "up_quickly"))
    answers["frame.age_band"] = dice.pick(("age_18_64", "age_65_plus"))
    answers["safety.medical"] = dice.pick((["none"], ["none"], ["lung"], ["epilepsy", "heart"]))
    set_entry(answers, "run_length", duration(dice))


def theme_opioid(dice: Dice, answers: Answers, now: datetime) -> None:
    """An opioid after a time without."""
    set_entry(answers, "class", "opioid")
    set_entry(answers, "last_use", moment(dice, now))
    set_entry(answers, "route", dice.pick(("oral", "nasal", "transdermal", {"status": "unknown"})))
    set_entry(answers, "source", dice.pick(("left_over", "relative_friend", "bought", "own_prescription")))
    answers["event.time_without"] = duration(dice)
    answers["event.amount_vs_before"] = dice.pick(("less", "same", "more"))
    answers["event.oud_medication"] = dice.pick(("none", "none", "methadone", "stopped_within_3_months"))


def theme_bought(dice: Dice, answers: Answers, now: datetime) -> None:
    """A product from no pharmacy, or an earlier overdose, now or long ago."""
    set_entry(answers, "source", dice.pick(("bought", "online", "unknown")))
    set_entry(answers, "last_use", moment(dice, now))
    answers["event.supply"] = dice.pick((False, False, True, {"status": "unknown"}))
    answers["safety.overdose_history"] = dice.pick(("never", "within_year", "over_year_ago"))
    if chance(dice, 30):
        answers["event.mixed"] = ["illicit"]


def theme_sequence(dice: Dice, answers: Answers, now: datetime) -> None:
    """A timeline that may read sleep, anxiety, idealising."""
    wanted = ["sleep", "anxiety", dice.pick(("idealising", "thoughts_of_medication"))]
    made = [{"what": domain, "domain": domain, "when": duration(dice)} for domain in wanted]
    more = value(dice, QUESTIONS["sequence.event"], now)
    answers["sequence.event"] = made + more if chance(dice, 60) else more
    answers["support.lacking"] = some_of(dice, QUESTIONS["support.lacking"]["options"], None)


def theme_family(dice: Dice, answers: Answers, now: datetime) -> None:
    """A wish for a family sheet, with a scope that may be whole."""
    answers["loved.wish"] = "wanted"
    answers["loved.scope"] = group(dice, QUESTIONS["loved.scope"], now)
    answers["safety.home_safe"] = dice.pick(("safe", "safe", "lives_alone", "not_always"))
    answers["frame.present"] = dice.pick((["patient_alone"], ["partner"], ["other_professional"]))


def theme_bare(dice: Dice, answers: Answers, now: datetime) -> None:
    """Hardly anything said about the sequence, the help and the plan."""
    for question in list(answers):
        if question.split(".")[0] in {"sequence", "support", "prior", "revise", "close", "loved"}:
            del answers[question]


def theme_no_safety(dice: Dice, answers: Answers, now: datetime) -> None:
    """No safety question answered."""
    for question in list(answers):
        if question.startswith("safety."):
            del answers[question]


def theme_feeling(dice: Dice, answers: Answers, now: datetime) -> None:
    """A heavy meaning, reactions of others, shame, low worth, nights without sleep."""
    answers["contact.meaning"] = dice.pick(("failed", "nothing_much", "other"))
    answers["contact.worth"] = dice.pick((3, 4, 5))
    answers["contact.feelings"] = dice.pick(({"selected": ["shame"]}, {"selected": ["fear", "shame"]}))
    answers["safety.sleep"] = {name: dice.pick((1, 0, 3, 2, 4)) for name in ("night_1", "night_2", "night_3")}
    answers["safety.agitation"] = dice.pick(("marked", "settled"))
    answers["safety.alone"] = dice.pick((True, False))


THEMES = (
    theme_label,
    theme_stop,
    theme_withdrawal,
    theme_suicide,
    theme_together,
    theme_going_on,
    theme_opioid,
    theme_bought,
    theme_sequence,
    theme_family,
    theme_bare,
    theme_no_safety,
    theme_feeling,
)


def set_entry(answers: Answers, name: str, made: Any) -> None:
    """Set one field of the first substance entry, when there is one."""
    entries = answers.get("event.substance")
    if isinstance(entries, list) and entries and isinstance(entries[0], dict):
        entries[0].pop("status", None)
        entries[0][name] = copy.deepcopy(made)


# ------------------------------------------------------------------------------------ busy records


def change_field(dice: Dice, question: str, held: Any, now: datetime) -> None:
    """Change or drop one field of a group, or of one element of an event question."""
    target = dice.pick(held) if isinstance(held, list) else held
    if not isinstance(target, dict) or set(target) & {"status", "note"}:
        return
    field = dice.pick([each for each in QUESTIONS[question]["fields"] if each["id"] != "strongest"])
    if field["id"] == "selected":
        target.pop("strongest", None)
    target.pop(field["id"], None)
    if chance(dice, 85):
        target[field["id"]] = plain_value(dice, field, now)
    elif chance(dice, 50):
        target[field["id"]] = {"status": "unknown"}


def change_answer(dice: Dice, answers: Answers, question: str, now: datetime) -> None:
    """Change one answer: drop it, give it a status, change one of its fields, or replace it."""
    held = answers.get(question)
    in_parts = QUESTIONS[question]["type"] in {"group", "event"} and isinstance(held, (list, dict)) and held
    if in_parts and chance(dice, 65):
        change_field(dice, question, held, now)
    elif chance(dice, 8):
        answers.pop(question, None)
    else:
        answers[question] = answer(dice, question, now)


def change_some(dice: Dice, answers: Answers, path: str, now: datetime) -> None:
    """Change one to six answers, mostly of questions that rules read."""
    for _ in range(dice.number(1, 6)):
        if path == "followup":
            question = dice.pick(FOLLOWUP_IDS)
        else:
            question = dice.pick(INTERVIEW_IDS if chance(dice, 15) else READ_BY_RULES)
        change_answer(dice, answers, question, now)


def any_busy_record(dice: Dice, path: str | None = None) -> Record:
    """A quiet record with a theme or two now and then, and one to six changed answers."""
    path = path or dice.pick(("core", "core", "core", "deep", "brief", "followup"))
    started_at = pick_start(dice)
    now = datetime.fromisoformat(started_at)
    if path == "followup":
        answers = copy.deepcopy(QUIET_FOLLOWUP)
    else:
        answers = quiet_interview(dice.pick(tuple(ENTRIES)))
        for _ in range(dice.pick((1, 0, 1, 2))):
            dice.pick(THEMES)(dice, answers, now)
    if path == "followup" or chance(dice, 85):
        change_some(dice, answers, path, now)
    return envelope(dice, path, answers, started_at)


def any_busy_pair(dice: Dice) -> tuple[Record, Record]:
    """A record and an earlier one that is the same but for up to six answers, or another one."""
    record = any_busy_record(dice)
    if chance(dice, 25):
        return record, any_busy_record(dice)
    earlier = copy.deepcopy(record)
    if chance(dice, 60):
        change_some(dice, earlier["answers"], earlier["path"], datetime.fromisoformat(earlier["started_at"]))
    return record, {**earlier, "id": "00000000-0000-4000-8000-000000000000"}


def random_record(rng: random.Random, path: str | None = None) -> Record:
    """``any_record`` with a random generator."""
    return any_record(RandomDice(rng), path)


def busy_record(rng: random.Random, path: str | None = None) -> Record:
    """``any_busy_record`` with a random generator."""
    return any_busy_record(RandomDice(rng), path)


def busy_pair(rng: random.Random) -> tuple[Record, Record]:
    """``any_busy_pair`` with a random generator."""
    return any_busy_pair(RandomDice(rng))


@st.composite
def records(draw: Callable[[st.SearchStrategy[Any]], Any], path: str | None = None) -> Record:
    """Valid records of a path (or any): every question absent, with a status, or with any value."""
    return any_record(DrawnDice(draw), path)


@st.composite
def busy_records(draw: Callable[[st.SearchStrategy[Any]], Any], path: str | None = None) -> Record:
    """Valid records that are quiet but for a few answers."""
    return any_busy_record(DrawnDice(draw), path)


@st.composite
def busy_pairs(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Record, Record]:
    """A valid record and an earlier one to compare it with."""
    return any_busy_pair(DrawnDice(draw))
