"""M-24, M-25, M-26: an interaction that can harm a person who is well (rules, section 4)."""

from __future__ import annotations

import pytest

from tests.banks_under_test import UNKNOWN, changed
from tests.logic.bases import (
    CLASSES,
    ILLICIT,
    MIXABLE,
    OPIOID,
    QUIET_OPIOID,
    RARE_ALCOHOL,
    STIMULANT,
    UNKNOWN_CLASS,
    Z_DRUG,
    Data,
    day_before,
    days_before,
    entry,
    flags_of,
    hours_before,
    interview,
    row,
    table,
    took,
)

DAY = hours_before(24)
OVER_DAY = hours_before(24, 1)

DRINKING = interview(RARE_ALCOHOL, event__alcohol_medication="disulfiram")
"""Alcohol ten days ago, under disulfiram."""
DRANK_BESIDE = {"event__mixed": ["alcohol"]}


@table(
    "M-24",
    [
        row("24 h", "M-24", DRINKING, **took(RARE_ALCOHOL, last_use=DAY)),
        row("24 h 1 min", "", DRINKING, **took(RARE_ALCOHOL, last_use=OVER_DAY)),
        row("yesterday", "M-24", DRINKING, **took(RARE_ALCOHOL, last_use=day_before(1))),
        row("two days ago", "", DRINKING, **took(RARE_ALCOHOL, last_use=day_before(2))),
        row("day unknown", "M-24 U-16", DRINKING, **took(RARE_ALCOHOL, last_use=None)),
        row("still taking", "M-24 U-09", DRINKING, event__now="still_taking"),
        row("likely today", "M-24 U-09", DRINKING, event__now="likely_today"),
        row("as prescribed", "M-24", DRINKING, event__now="as_prescribed_only"),
        row("taking unknown", "M-24 U-16", DRINKING, event__now=UNKNOWN),
        row("a supply alone", "", DRINKING, event__supply=True),
        row(
            "beside a sedative, 24 h",
            "M-05 M-24 U-05",
            DRINKING,
            **took(Z_DRUG, last_use=DAY),
            **DRANK_BESIDE,
        ),
        row(
            "beside a sedative, 24 h 1 min",
            "U-05",
            DRINKING,
            **took(Z_DRUG, last_use=OVER_DAY),
            **DRANK_BESIDE,
        ),
        row(
            "the recent entry is no alcohol",
            "",
            DRINKING,
            event__substance=[RARE_ALCOHOL, entry(STIMULANT, last_use=DAY)],
        ),
        row(
            "acamprosate",
            "",
            DRINKING,
            **took(RARE_ALCOHOL, last_use=DAY),
            event__alcohol_medication="acamprosate",
        ),
        row("unknown", "", DRINKING, **took(RARE_ALCOHOL, last_use=DAY), event__alcohol_medication=UNKNOWN),
        row("no alcohol, so not asked", "", DRINKING, **took(Z_DRUG, last_use=DAY)),
    ],
)
def test_m_24_disulfiram_and_alcohol(record: Data, flags: frozenset[str]) -> None:
    """Alcohol under disulfiram counts for 24 hours, and while drinking goes on or may."""
    assert flags_of(record) == flags


BLOCKED = {"event__oud_medication": "naltrexone"}
BLOCKED_OPIOID = changed(QUIET_OPIOID, **BLOCKED)


@table(
    "M-25",
    [
        row("opioid, 10 days", "M-25 U-23", BLOCKED_OPIOID, **took(OPIOID, last_use=days_before(10))),
        row("opioid, 10 days 1 min", "U-23", BLOCKED_OPIOID, **took(OPIOID, last_use=days_before(10, 1))),
        row("opioid, the day 10 days ago", "M-25 U-23", BLOCKED_OPIOID),
        row("opioid, the day 11 days ago", "U-23", BLOCKED_OPIOID, **took(OPIOID, last_use=day_before(11))),
        row("opioid, day unknown", "M-04 M-25 U-16", BLOCKED_OPIOID, **took(OPIOID, last_use=None)),
        row("opioid, no naltrexone", "", QUIET_OPIOID),
        row("opioid, buprenorphine", "", QUIET_OPIOID, event__oud_medication="buprenorphine"),
        row("illicit, 10 days", "M-25 U-19", **took(ILLICIT, last_use=days_before(10)), **BLOCKED),
        row("illicit, 10 days 1 min", "U-19", **took(ILLICIT, last_use=days_before(10, 1)), **BLOCKED),
        row(
            "class unknown, 10 days",
            "M-16 M-25 U-19",
            **took(UNKNOWN_CLASS, last_use=days_before(10)),
            **BLOCKED,
        ),
        row("sedative today", "", **took(Z_DRUG, last_use=DAY), **BLOCKED),
        row(
            "opioid beside a sedative, 10 days",
            "M-25 U-05 U-23",
            **took(Z_DRUG, last_use=days_before(10)),
            event__mixed=["opioid"],
            **BLOCKED,
        ),
        row(
            "opioid beside a sedative, 10 days 1 min",
            "U-05 U-23",
            **took(Z_DRUG, last_use=days_before(10, 1)),
            event__mixed=["opioid"],
            **BLOCKED,
        ),
        row(
            "the recent entry is no opioid",
            "U-23",
            BLOCKED_OPIOID,
            event__substance=[entry(OPIOID, last_use=day_before(30)), entry(Z_DRUG, last_use=DAY)],
        ),
        row(
            "naltrexone for alcohol",
            "M-25 U-23",
            QUIET_OPIOID,
            event__substance=[OPIOID, entry(RARE_ALCOHOL, last_use=day_before(20))],
            event__alcohol_medication="naltrexone",
        ),
    ],
)
def test_m_25_naltrexone_and_an_opioid(record: Data, flags: frozenset[str]) -> None:
    """What is or may be an opioid counts for 10 days under naltrexone, given for opioids or for alcohol."""
    assert flags_of(record) == flags


@pytest.mark.parametrize("class_", CLASSES)
def test_m_25_classes(class_: str) -> None:
    """Naltrexone is M-25 with an opioid, an illicit product or an unknown class."""
    found = flags_of(changed(BLOCKED_OPIOID, **took(OPIOID, class_=class_)))
    assert ("M-25" in found) == (class_ in {"opioid", "illicit", "unknown"})


@pytest.mark.parametrize("class_", MIXABLE)
def test_m_25_classes_beside_it(class_: str) -> None:
    """Beside a sedative within ten days, only an opioid or an illicit product is M-25."""
    found = flags_of(interview(Z_DRUG, event__mixed=[class_], **BLOCKED))
    assert ("M-25" in found) == (class_ in {"opioid", "illicit"})


HEART = {"safety__medical": ["heart"]}
STIMULATED = interview(STIMULANT, **HEART)
"""A stimulant five days ago, and a heart condition."""


@table(
    "M-26",
    [
        row("24 h", "M-26", STIMULATED, **took(STIMULANT, last_use=DAY)),
        row("24 h 1 min", "", STIMULATED, **took(STIMULANT, last_use=OVER_DAY)),
        row("yesterday", "M-26", STIMULATED, **took(STIMULANT, last_use=day_before(1))),
        row("two days ago", "", STIMULATED, **took(STIMULANT, last_use=day_before(2))),
        row("day unknown", "M-26 U-16", STIMULATED, **took(STIMULANT, last_use=None)),
        row("still taking", "M-26 U-09", STIMULATED, event__now="still_taking"),
        row("as prescribed", "M-26", STIMULATED, event__now="as_prescribed_only"),
        row("taking unknown", "M-26 U-16", STIMULATED, event__now=UNKNOWN),
        row("a supply alone", "", STIMULATED, event__supply=True),
        row(
            "beside a sedative, 24 h",
            "M-26 U-05",
            **took(Z_DRUG, last_use=DAY),
            event__mixed=["stimulant"],
            **HEART,
        ),
        row(
            "beside a sedative, 24 h 1 min",
            "U-05",
            **took(Z_DRUG, last_use=OVER_DAY),
            event__mixed=["stimulant"],
            **HEART,
        ),
        row(
            "the recent entry is no stimulant",
            "",
            STIMULATED,
            event__substance=[STIMULANT, entry(Z_DRUG, last_use=DAY)],
        ),
        row("a lung condition", "", STIMULATED, **took(STIMULANT, last_use=DAY), safety__medical=["lung"]),
        row(
            "conditions unknown", "M-16", STIMULATED, **took(STIMULANT, last_use=DAY), safety__medical=UNKNOWN
        ),
        row("no stimulant", "", **took(Z_DRUG, last_use=DAY), **HEART),
        row("illicit is no stimulant", "M-07", **took(ILLICIT, last_use=DAY), **HEART),
    ],
)
def test_m_26_heart_and_a_stimulant(record: Data, flags: frozenset[str]) -> None:
    """A stimulant with a heart condition counts for 24 hours, and while use goes on or may."""
    assert flags_of(record) == flags
