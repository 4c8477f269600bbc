"""The properties of section 12, on records made by a seeded generator."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest

from . import generate
from .answer import Outcome, evaluate, situation_of
from .dates import resolve
from .flags import FOLLOWUP, INTERVIEW
from .reading import Reading, field, usable

Data = dict[str, Any]
UNKNOWN, DECLINED = {"status": "unknown"}, {"status": "declined"}
SEEDS = range(600)
FEW_SEEDS = range(1000, 1100)


def bare(answer: Any) -> Any:
    """An answer without the note beside it."""
    wrapped = isinstance(answer, dict) and "value" in answer and set(answer) <= {"value", "note"}
    return answer["value"] if wrapped else answer


def session_of(data: Data) -> str:
    """The session of a record."""
    return "followup" if data["path"] == "followup" else "interview"


def with_answer(data: Data, question: str, answer: Any) -> Data:
    """The same record with one answer changed, or taken away."""
    answers = data["answers"] | {question: answer}
    return data | {"answers": {name: each for name, each in answers.items() if each is not None}}


# ------------------------------------------------------------------------ missing and quiet answers


def quiet_sleep(value: Data) -> bool:
    """The contract's condition for sleep."""
    nights = [field(value, f"night_{number}") for number in (1, 2, 3)]
    difficulty = field(value, "difficulty")
    return all(night is not None and night > 3 for night in nights) and difficulty in range(8)


def quiet_anxiety(value: Data) -> bool:
    """The contract's condition for anxiety."""
    peak = field(value, "peak")
    easy = peak is not None and peak < 6
    return easy or (peak in {6, 7} and field(value, "direction") in {"steady", "easing"})


def is_quiet(question: Data, value: Any) -> bool:
    """Whether a usable value is the quiet one that the question contract names."""
    name, quiet = question["id"], question["quiet"]
    if isinstance(quiet, list):
        return value in quiet or value == quiet
    if name.endswith("sleep"):
        return quiet_sleep(value)
    if name.endswith("anxiety"):
        return quiet_anxiety(value)
    if name.endswith("withdrawal"):
        return field(value, "signs") == ["none"]
    if name == "event.stopped":
        return field(value, "change") == "no_change"
    return quiet.startswith("any usable value")


def contradictory(entry: Data) -> bool:
    """A stated run together with a first and a last use: left to V-CONSISTENT where they differ."""
    return {"run_length", "first_use", "last_use"} <= set(entry)


def lacking_part(question: Data, value: Any) -> Iterator[Any]:
    """The same value with one field, or one critical field of one entry, unknown."""
    if question["id"] == "event.substance":
        for index, entry in enumerate(value):
            for name in question["critical_fields"]:
                if name in entry and not contradictory(entry):
                    changed = copy.deepcopy(value)
                    changed[index][name] = UNKNOWN
                    yield changed
    elif isinstance(value, dict):
        for name in value:
            yield value | {name: UNKNOWN}


def made_missing(data: Data) -> Iterator[tuple[str, Data]]:
    """Every way to make one quiet critical answer, or a part of it, missing."""
    for question in generate.CRITICAL:
        name = question["id"]
        value = bare(data["answers"].get(name))
        if usable(value) is None or not is_quiet(question, value):
            continue
        for answer in (UNKNOWN, DECLINED, None, *lacking_part(question, value)):
            yield name, with_answer(data, name, answer)


def test_a_missing_answer_never_scores_lower_than_a_quiet_one() -> None:
    """12.1: for every critical question, its whole answer and its parts."""
    tried = set()
    for seed in FEW_SEEDS:
        data = generate.record(seed)
        level = situation_of(data).level
        for name, changed in made_missing(data):
            tried.add(name)
            assert situation_of(changed).level >= level, (seed, name)
    assert tried == {question["id"] for question in generate.CRITICAL}


MAY_BE_LOWER = {
    ("frame.age_band", "age_65_plus"),
    ("event.now", "as_prescribed_only"),
    ("event.over_max", True),
    ("event.product_combo", True),
    ("safety.suicide", "wish_not_here"),
    ("safety.withdrawal", "mild"),
    ("safety.seizure_history", True),
    *(("event.mixed", option) for option in generate.of("event.mixed")["options"]),
    *(
        ("safety.medical", option)
        for option in ("birth_within_year", "lung", "heart", "liver", "kidney", "epilepsy", "other_serious")
    ),
}


def positive_answers(question: Data) -> Iterator[tuple[Any, Any]]:
    """Every option that is not quiet, with the answer that holds it."""
    if question["id"].endswith("withdrawal"):
        for strength in ("mild", "moderate", "severe"):
            yield strength, {"signs": ["shaking"], "strength": strength}
    elif isinstance(question["quiet"], list):
        for option in question.get("options", (True, False)):
            if option not in question["quiet"]:
                yield option, [option] if question["type"] == "multi" else option


def test_a_positive_option_never_gives_a_lower_level_than_unknown() -> None:
    """12.2: but for the exceptions that the contract lists."""
    for seed in FEW_SEEDS:
        data = generate.record(seed)
        for question in generate.CRITICAL:
            name = question["id"]
            unknown = situation_of(with_answer(data, name, UNKNOWN))
            if question["session"] != session_of(data) or name not in unknown.r.enabled:
                continue
            for option, answer in positive_answers(question):
                if (name, option) not in MAY_BE_LOWER:
                    level = situation_of(with_answer(data, name, answer)).level
                    assert level >= unknown.level, (seed, name, option)


# -------------------------------------------------------------------------------- order and effect


def told(outcome: Outcome) -> dict[str, Any]:
    """What an outcome says, without the entries, which have the record's order."""
    names = [name for name in outcome.__dataclass_fields__ if name != "entries"]
    said = {name: getattr(outcome, name) for name in names}
    return said | {"facts": said["facts"] | {"nostop_entries": len(said["facts"]["nostop_entries"])}}


@pytest.mark.parametrize("seed", FEW_SEEDS)
def test_order_never_matters(seed: int) -> None:
    """12.3: of answers, entries, options and timeline elements."""
    data = generate.record(seed)
    assert told(evaluate(generate.shuffled(data, seed))) == told(evaluate(data))


@pytest.mark.parametrize("seed", FEW_SEEDS)
def test_what_is_disabled_or_of_the_other_session_has_no_effect(seed: int) -> None:
    """12.4: taking disabled answers away, or putting the other session's in, changes nothing."""
    data = generate.record(seed)
    outcome = evaluate(data)
    kept = {name: answer for name, answer in data["answers"].items() if name in outcome.enabled}
    other = generate.record(seed, "core" if data["path"] == "followup" else "followup")
    assert told(evaluate(data | {"answers": kept})) == told(outcome)
    assert told(evaluate(data | {"answers": other["answers"] | kept})) == told(outcome)


# ------------------------------------------------------------------------------- levels and actions


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[Data, Outcome]]:
    """Many records with their outcomes, some after decisions, some beside an earlier record."""
    found = []
    for seed in SEEDS:
        data = generate.record(seed)
        if seed % 3 == 0:
            data = generate.with_decisions(data, evaluate(data).flags, seed)
        earlier = generate.earlier_of(data, seed) if seed % 3 == 1 else None
        found.append((data, evaluate(data, earlier)))
    return found


def test_the_records_reach_every_level_and_nearly_every_flag(outcomes: list[tuple[Data, Outcome]]) -> None:
    """The properties below are tried on records of every kind."""
    levels = {outcome.level for _, outcome in outcomes}
    flags = {flag for _, outcome in outcomes for flag in outcome.flags}
    assert levels == {1, 2, 3, 4}
    assert len(flags) >= len({*INTERVIEW, *FOLLOWUP}) - 6
    assert {"Q-SAI", "R-SAME", "R-RECUR", "D-04"} <= {
        action for _, each in outcomes for action in each.actions
    }


@pytest.mark.parametrize("option", generate.of("safety.now")["options"])
def test_every_sign_now_is_level_3_or_4(option: str) -> None:
    """12.5: every option of safety.now and followup.now but none."""
    for seed in range(30):
        data = generate.record(seed)
        name = "followup.now" if data["path"] == "followup" else "safety.now"
        level = situation_of(with_answer(data, name, [option])).level
        assert level >= 3 or option == "none", seed


def test_what_never_gives_level_1(outcomes: list[tuple[Data, Outcome]]) -> None:
    """12.5: neither the brief path nor an open critical item; a person not clear is at least level 3."""
    for data, outcome in outcomes:
        if data["path"] == "brief" or outcome.unresolved:
            assert outcome.level >= 2
        if outcome.facts["not_clear"]:
            assert outcome.level >= 3


def test_one_kind_of_stabilisation_line(outcomes: list[tuple[Data, Outcome]]) -> None:
    """12.6: D-OPEN, D-00 or some of D-01 to D-04 in an interview; D-00 never at level 3 or 4."""
    for data, outcome in outcomes:
        found = {action for action in outcome.actions if action.startswith("D-")}
        kinds = [{"D-OPEN"}, {"D-00"}, found & {"D-01", "D-02", "D-03", "D-04"}]
        if data["path"] == "followup":
            assert not found
        else:
            assert sum(found == kind and bool(kind) for kind in kinds) == 1
        if max(outcome.level, outcome.acting) >= 3:
            assert "D-00" not in found


def test_no_suicidal_thought_without_means(outcomes: list[tuple[Data, Outcome]]) -> None:
    """12.7: U-21, M-08, E-04, E-05 and every answer that is not the quiet one bring P-MEANS."""
    for data, outcome in outcomes:
        name = "followup.suicide" if data["path"] == "followup" else "safety.suicide"
        thought = usable(data["answers"].get(name)) not in {None, "no_thoughts"}
        if thought or {"U-21", "M-08", "E-04", "E-05"} & set(outcome.flags):
            assert "P-MEANS" in outcome.actions


def test_a_line_stands_under_a_line_that_stands_alone(outcomes: list[tuple[Data, Outcome]]) -> None:
    """12.8: the upper line is in the same plan and under none."""
    for _, outcome in outcomes:
        standing = {line["rule"] for line in outcome.lines}
        for lower, upper in outcome.under.items():
            assert {lower, upper} <= standing
            assert upper not in outcome.under


def test_the_patient_edition_is_never_the_plan_where_it_must_not_be(
    outcomes: list[tuple[Data, Outcome]],
) -> None:
    """12.9: not at level 4, and not where home is unsafe before paper was rechecked."""
    for data, outcome in outcomes:
        paper = {"kind": "recheck", "what": "paper"} in data["decisions"]
        if outcome.level == 4 or outcome.acting == 4:
            assert outcome.patient_edition != "plan"
        if "P-HOME" in outcome.actions and not paper:
            assert outcome.patient_edition == "private_card"


def test_no_family_sheet_where_home_is_not_safe_or_others_listen(
    outcomes: list[tuple[Data, Outcome]],
) -> None:
    """8: no sheet beside P-HOME or E-12, with partner or family in the room, or without an agreed scope."""
    sheets = 0
    for data, outcome in outcomes:
        if outcome.family_sheet:
            sheets += 1
            assert not {"P-HOME", "E-12"} & {*outcome.actions, *outcome.flags}
            assert not {"partner", "family"} & set(bare(data["answers"].get("frame.present")) or [])
            assert usable(data["answers"]["loved.scope"]) is not None
    assert sheets > 0


def test_not_a_level_lower_through_a_decision(outcomes: list[tuple[Data, Outcome]]) -> None:
    """Decisions leave the computed level, the flags and everything that they rest on as they are."""
    for data, outcome in outcomes:
        before = evaluate(data | {"decisions": []})
        assert (outcome.level, outcome.flags) == (before.level, before.flags)
        assert outcome.acting >= before.acting


# ------------------------------------------------------------------------------------ contact dates


def test_contact_dates_never_contradict_each_other(outcomes: list[tuple[Data, Outcome]]) -> None:
    """7.7: one date a thing: the agreed contact, before it the extra one, and every line names these."""
    named = 0
    for data, outcome in outcomes:
        now = Reading(data).now
        extra, agreed = outcome.extra_contact, outcome.next_contact
        for line in {"F-3", "F-4", "S-REENGAGE"} & set(outcome.due):
            named += 1
            assert outcome.due[line] == (agreed if extra is None else resolve(extra, now))
        next_dates = {outcome.due[line] for line, word in outcome.due_words.items() if word == "next_contact"}
        assert len(next_dates) <= 1
        if agreed is not None:
            assert next_dates <= {agreed}
    assert named > 50


def test_the_agreed_contact_is_ahead_and_the_extra_one_before_it(
    outcomes: list[tuple[Data, Outcome]],
) -> None:
    """7.7: a past contact is none and leaves its gap; an extra contact is no later than the agreed one."""
    both = 0
    for data, outcome in outcomes:
        now, agreed = Reading(data).now, outcome.next_contact
        assert (agreed is None) is ("GAP-CONTACT" in outcome.gaps)
        if agreed is None:
            continue
        assert agreed[: len(now.isoformat())] >= now.isoformat()[: len(agreed)]
        if outcome.extra_contact is not None:
            both += 1
            extra = resolve(outcome.extra_contact, now)
            shorter = min(len(extra), len(agreed))
            assert extra[:shorter] <= agreed[:shorter]
    assert both > 20


def test_nobody_at_level_3_or_4_waits_beyond_the_next_day(outcomes: list[tuple[Data, Outcome]]) -> None:
    """7.7: without an agreed contact by then there is an extra one, at level 4 the same day."""
    for data, outcome in outcomes:
        now = Reading(data).now
        dates = [outcome.next_contact or "9999"]
        if outcome.extra_contact is not None:
            dates.append(resolve(outcome.extra_contact, now))
        if outcome.acting == 4:
            assert min(dates)[:10] <= resolve("today", now)
        if outcome.acting == 3:
            assert min(dates)[:10] <= resolve("days 1", now)


def test_the_same_record_gives_the_same_outcome() -> None:
    """A seed names one record and one outcome, whatever was evaluated before."""
    seed = random.Random(7).randrange(10_000)
    assert generate.record(seed) == generate.record(seed)
    assert told(evaluate(generate.record(seed))) == told(evaluate(generate.record(seed)))
