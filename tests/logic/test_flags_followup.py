"""Flags of a follow-up: only those of rules 9.1 fire, each at its border."""

from __future__ import annotations

from typing import Any

import pytest

from tests.banks_under_test import DECLINED, UNKNOWN, changed, shipped_bank
from tests.logic.bases import QUIET_FOLLOWUP, UNKNOWN_CLASS, Data, Row, flags_of, table
from tests.logic.bases import row as any_row

SIGNS = ["shaking", "vomiting"]
LISTED = "E-01 E-02 E-03 E-04 E-07 E-11 M-03 M-08 M-09 M-10 M-16 M-19 M-21 U-01 U-02 U-16 U-22"
NO_ANSWER = {"unknown": UNKNOWN, "declined": DECLINED, "absent": None}


def row(name: str, flags: str = "", **answers: Any) -> Row:
    """A quiet follow-up with these answers of its bank changed, and every flag that it then sets."""
    return any_row(
        name, flags, QUIET_FOLLOWUP, **{f"followup__{field}": value for field, value in answers.items()}
    )


def test_the_bank_gives_a_followup_the_listed_flags() -> None:
    """The flags with a condition in a follow-up are those of the list."""
    assert {flag.id for flag in shipped_bank().flags if flag.followup is not None} == set(LISTED.split())


@table(
    "E-01",
    [
        row("cannot be woken", "E-01", now=["unrousable"]),
        row("slow breathing", "E-01", now=["breathing"]),
        row("drowsy", "M-21", now=["drowsy"]),
        row("unknown", "M-16", now=UNKNOWN),
    ],
)
def test_e_01(record: Data, flags: frozenset[str]) -> None:
    """Not waking up or slow breathing is an emergency."""
    assert flags_of(record) == flags


@table("E-02", [row("seizure", "E-02", now=["seizure"]), row("infection", "M-19", now=["infection"])])
def test_e_02(record: Data, flags: frozenset[str]) -> None:
    """A seizure is an emergency."""
    assert flags_of(record) == flags


@table(
    "E-03",
    [
        row("confusion", "E-03", now=["confusion"]),
        row("perception", "M-09", now=["perception"]),
        row("both", "E-03 M-09", now=["confusion", "perception"]),
    ],
)
def test_e_03(record: Data, flags: frozenset[str]) -> None:
    """Confusion is an emergency; perception alone is not, because no class is asked."""
    assert flags_of(record) == flags


@table(
    "E-04",
    [
        row("plan or method", "E-04", suicide="plan_or_method"),
        row("intends or prepares", "E-04", suicide="intend_or_preparing"),
        row("thoughts without a plan", "M-08", suicide="thoughts_no_plan"),
    ],
)
def test_e_04(record: Data, flags: frozenset[str]) -> None:
    """A plan, an intention or a preparation is an emergency."""
    assert flags_of(record) == flags


@table(
    "E-07",
    [
        row("chest", "E-07", now=["chest"]),
        row("overheating", "E-07", now=["hot"]),
        row("extreme agitation", "E-07", now=["extreme_agitation"]),
        row("head", "M-19", now=["head"]),
        row("head and chest", "E-07 M-19", now=["head", "chest"]),
    ],
)
def test_e_07(record: Data, flags: frozenset[str]) -> None:
    """Chest pain, overheating or extreme agitation is an emergency."""
    assert flags_of(record) == flags


@table("E-11", [row("bleeding", "E-11", now=["bleeding"]), row("fluids", "M-19", now=["fluids"])])
def test_e_11(record: Data, flags: frozenset[str]) -> None:
    """Bleeding is an emergency."""
    assert flags_of(record) == flags


@table(
    "M-03",
    [
        row("severe", "M-03", withdrawal={"signs": SIGNS, "strength": "severe"}),
        row("moderate", "M-03", withdrawal={"signs": SIGNS, "strength": "moderate"}),
        row("strength unknown", "M-03 U-16", withdrawal={"signs": SIGNS, "strength": UNKNOWN}),
        row("mild", "U-22", withdrawal={"signs": SIGNS, "strength": "mild"}),
        row("signs unknown", "U-16", withdrawal={"strength": "severe"}),
        row("no signs"),
    ],
)
def test_m_03(record: Data, flags: frozenset[str]) -> None:
    """Strong withdrawal, also of unknown strength, is seen the same day."""
    assert flags_of(record) == flags


@table(
    "M-08",
    [
        row("wish", "M-08", suicide="wish_not_here"),
        row("thoughts without a plan", "M-08", suicide="thoughts_no_plan"),
        row("plan", "E-04", suicide="plan_or_method"),
        row("none", "", suicide="no_thoughts"),
    ],
)
def test_m_08(record: Data, flags: frozenset[str]) -> None:
    """A wish not to be here is assessed the same day, because the reassuring questions are not asked."""
    assert flags_of(record) == flags


@table("M-09", [row("perception", "M-09", now=["perception"]), row("confusion", "E-03", now=["confusion"])])
def test_m_09(record: Data, flags: frozenset[str]) -> None:
    """Perception is seen the same day."""
    assert flags_of(record) == flags


def slept(last: object, before: object, third: object, difficulty: object = 2) -> Data:
    """The hours of the last three nights, last night first, and how hard sleeping was."""
    return {"sleep": {"night_1": last, "night_2": before, "night_3": third, "difficulty": difficulty}}


@table(
    "M-10",
    [
        row("the last two nights", "M-10", **slept(1, 1, 8)),
        row("the two nights before", "M-10", **slept(8, 1, 1)),
        row("two nights that are not neighbours", "", **slept(1, 8, 1)),
        row("a little more than an hour", "", **slept(1, 1.1, 8)),
        row("three short nights", "U-01", **slept(3, 3, 3)),
    ],
)
def test_m_10(record: Data, flags: frozenset[str]) -> None:
    """Two neighbouring nights of at most an hour are seen the same day."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("missing", NO_ANSWER.values(), ids=NO_ANSWER)
@pytest.mark.parametrize("question", ["followup__suicide", "followup__now"])
def test_m_16(question: str, missing: Data | None) -> None:
    """An open answer about suicide or about this moment is M-16 and nothing else."""
    assert flags_of(changed(QUIET_FOLLOWUP, **{question: missing})) == {"M-16"}


@table(
    "M-19",
    [
        row("fluids", "M-19", now=["fluids"]),
        row("infection", "M-19", now=["infection"]),
        row("head", "M-19", now=["head"]),
        row("bleeding", "E-11", now=["bleeding"]),
    ],
)
def test_m_19(record: Data, flags: frozenset[str]) -> None:
    """Fluids, infection or a head injury is seen the same day."""
    assert flags_of(record) == flags


@table(
    "M-21",
    [
        row("drowsy", "M-21", now=["drowsy"]),
        row("drowsy after a second use", "M-21 U-22", now=["drowsy"], use_since=True),
        row("awake"),
    ],
)
def test_m_21(record: Data, flags: frozenset[str]) -> None:
    """Drowsiness is seen the same day."""
    assert flags_of(record) == flags


@table(
    "U-01",
    [
        row("mean of 3 hours", "U-01", **slept(2, 3, 4)),
        row("mean of 3.1 hours", "", **slept(2, 3, 4.3)),
        row("difficulty 8", "U-01", **slept(7, 7, 7, 8)),
        row("difficulty 7", "", **slept(7, 7, 7, 7)),
    ],
)
def test_u_01(record: Data, flags: frozenset[str]) -> None:
    """A mean of at most 3 hours, or a difficulty from 8, counts."""
    assert flags_of(record) == flags


def anxiety(peak: object, direction: object) -> Data:
    """An anxiety answer."""
    return {"anxiety": {"peak": peak, "direction": direction}}


@table(
    "U-02",
    [
        row("8 steady", "U-02", **anxiety(8, "steady")),
        row("7 steady", "", **anxiety(7, "steady")),
        row("6 rising", "U-02", **anxiety(6, "rising")),
        row("6 steady", "", **anxiety(6, "steady")),
        row("5 rising", "", **anxiety(5, "rising")),
    ],
)
def test_u_02(record: Data, flags: frozenset[str]) -> None:
    """A peak from 8, or from 6 while rising, counts."""
    assert flags_of(record) == flags


@table(
    "U-16",
    [
        row("use since", "U-16", use_since=UNKNOWN),
        row("use since declined", "U-16", use_since=DECLINED),
        row("withdrawal", "U-16", withdrawal=UNKNOWN),
        row("sleep", "U-16", sleep=UNKNOWN),
        row("one night", "U-16", **slept(7, None, 7)),
        row("difficulty of sleep", "U-16", **slept(7, 7, 7, UNKNOWN)),
        row("anxiety", "U-16", anxiety=None),
        row("direction of anxiety", "U-16", **anxiety(3, UNKNOWN)),
        row("what M-16 names", "M-16", now=UNKNOWN, suicide=UNKNOWN),
        row("beside what M-16 names", "M-16 U-16", now=UNKNOWN, use_since=UNKNOWN),
        row(
            "contact, sign and lines are not critical",
            "",
            contact_kept=UNKNOWN,
            sign_noticed=UNKNOWN,
            lines_done=None,
        ),
    ],
)
def test_u_16(record: Data, flags: frozenset[str]) -> None:
    """Every critical item left open, other than those of M-16, is U-16."""
    assert flags_of(record) == flags


@table(
    "U-22",
    [
        row("use since", "U-22", use_since=True),
        row("no use since", "", use_since=False),
        row("use since unknown", "U-16", use_since=UNKNOWN),
        row("mild withdrawal", "U-22", withdrawal={"signs": SIGNS, "strength": "mild"}),
        row("strong withdrawal", "M-03", withdrawal={"signs": SIGNS, "strength": "severe"}),
        row("both", "U-22", use_since=True, withdrawal={"signs": SIGNS, "strength": "mild"}),
    ],
)
def test_u_22(record: Data, flags: frozenset[str]) -> None:
    """Use since the last contact, or mild withdrawal, counts."""
    assert flags_of(record) == flags


def test_three_level_2_flags_stay_level_2() -> None:
    """M-15 belongs to the interview: sleep, anxiety and use since do not add up here."""
    three = changed(
        QUIET_FOLLOWUP,
        followup__sleep=slept(3, 3, 3)["sleep"],
        followup__anxiety=anxiety(8, "rising")["anxiety"],
        followup__use_since=True,
    )
    assert flags_of(three) == {"U-01", "U-02", "U-22"}


INTERVIEW_ANSWERS = {
    "event__substance": [UNKNOWN_CLASS],
    "event__now": "still_taking",
    "frame__age_band": "under_18",
    "frame__state": "sedated",
    "safety__now": ["seizure"],
    "safety__suicide": "plan_or_method",
    "safety__home_safe": "in_danger",
    "safety__medical": ["pregnant"],
}


@pytest.mark.parametrize("question", INTERVIEW_ANSWERS)
def test_an_answer_of_the_interview_has_no_effect(question: str) -> None:
    """An answer that belongs to the interview sets nothing in a follow-up."""
    assert flags_of(changed(QUIET_FOLLOWUP, **{question: INTERVIEW_ANSWERS[question]})) == set()
