"""Rows that are made up, as hypothesis and tests by hand want them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from relapse_cli.batch.row import Row, Use
from tests.banks_under_test import shipped_bank

BANK = shipped_bank()
DOMAINS = ("sleep", "anxiety", "idealising", "thoughts_of_medication", "overload", "stress", "conflict")
_START = datetime(2026, 1, 20, 10, tzinfo=UTC)


def row(name: str = "r1", case: str = "PR-1", days: float = 0.0, **told: Any) -> Row:
    """A row that began so many days after the first; its level is that of its flags."""
    at = _START + timedelta(days=days)
    flags = told.get("flags", ())
    given = {
        "path": "followup" if told.get("followup") else "core",
        "followup": False,
        "finished": True,
        "level": max((BANK.flag_by_id[flag].level for flag in flags), default=1),
        **told,
    }
    set_ones = sum(1 << bit for bit, flag in enumerate(BANK.flag_by_id) if flag in flags)
    given["could"] = given.get("could", 0) | set_ones  # a flag that is set could be
    return Row(
        id=name, case=case, started_at=at.isoformat(), at=at.timestamp(), day=at.date().isoformat(), **given
    )


def use(days: float, hours: float = 0.0, **told: Any) -> Use:
    """A last use so many days after the first row, known to so many hours."""
    at = _START + timedelta(days=days)
    start = at.timestamp()
    return Use(
        told.pop("kind", "z_drug"),
        last_day=at.date().isoformat(),
        last_from=start,
        last_to=start + 3600 * hours,
        **told,
    )


_FLAGS = tuple(flag.id for flag in BANK.flags if flag.when is not None)[:12:2]
_RULES = ("P-CONTACT", "P-TOLD", "T-SLEEP", "D-01", "R-PATTERN")
_STATES = ("done", "not_done", "in_progress")
_SCALE = st.none() | st.integers(0, 10)


def _some(values: tuple[str, ...], most: int = 5) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=most).map(tuple)


@st.composite
def _uses(draw: st.DrawFn, days: float) -> tuple[Use, ...]:
    """Uses around a conversation, known to the hour or to the day."""
    spans = draw(st.lists(st.tuples(st.integers(-2, 90), st.sampled_from([0.0, 24.0])), max_size=2))
    return tuple(use(days - before / 8, hours) for before, hours in spans)


@st.composite
def _interviews(draw: st.DrawFn, days: float) -> dict[str, Any]:
    """What only an interview tells."""
    return {
        "flags": tuple(sorted(draw(_some(_FLAGS, 3)))),
        "could": draw(st.integers(0, (1 << len(BANK.flags)) - 1)),
        "rules": draw(_some(_RULES)),
        "sequence": draw(_some(DOMAINS)),
        "uses": draw(_uses(days)),
        "plan_key": draw(st.sampled_from(["", "a", "b"])),
    }


def seeded_rows(number: int, seed: int) -> list[Row]:
    """So many rows of a service, the same for the same seed."""
    chance = random.Random(seed)
    flags = [flag.id for flag in BANK.flags if flag.when is not None]
    rules = [action.id for action in BANK.actions]
    found = []
    for place in range(number):
        followup, days = chance.random() < 0.25, chance.random() * 100
        told: dict[str, Any] = {
            "followup": followup,
            "could": chance.getrandbits(len(BANK.flags)) | chance.getrandbits(len(BANK.flags)),
            "open_critical": ("event.now",) if chance.random() < 0.2 else (),
            "sleep": chance.choice([None, *range(11)]),
            "group": (chance.choice(["core", "deep", "brief"]),),
        }
        if followup:
            told["reports"] = tuple((rule, chance.choice(_STATES)) for rule in chance.sample(rules[:12], 4))
        else:
            told |= {
                "flags": tuple(flag for flag in flags if chance.random() < 0.03),
                "rules": tuple(rule for rule in rules[:12] if chance.random() < 0.4),
                "sequence": tuple(chance.sample(DOMAINS, chance.choice([0, 1, 1, 2, 3]))),
                "uses": (use(days - chance.random() * 9, chance.choice([0, 24])),)
                if chance.random() < 0.8
                else (),
                "plan_key": chance.choice(["", "a", "b"]),
            }
        found.append(row(f"r{place}", f"PR-{chance.randrange(1 + number // 2)}", days, **told))
    return found


@st.composite
def many_rows(draw: st.DrawFn, most: int = 14) -> list[Row]:
    """Rows of a few cases: interviews, follow-ups, sessions gone on with, sequences that come again."""
    made: list[Row] = []
    for number in range(draw(st.integers(0, most))):
        case = draw(st.sampled_from(["PR-1", "PR-2", "PR-3", "PR-4"]))
        others = [other.id for other in made if other.case == case]
        other = st.none() | st.sampled_from(others) if others else st.none()
        days = draw(st.integers(0, 70)) / 2
        followup = draw(st.sampled_from([False, False, True]))
        reports = st.lists(st.tuples(st.sampled_from(_RULES), st.sampled_from(_STATES)), max_size=3)
        told = (
            {"follows": draw(other), "reports": tuple(draw(reports))} if followup else draw(_interviews(days))
        )
        made.append(
            row(
                f"r{number}",
                case,
                days,
                followup=followup,
                earlier=draw(other),
                continues=draw(st.none() | other),
                open_critical=draw(_some(("event.mixed", "event.now"))),
                sleep=draw(_SCALE),
                anxiety=draw(_SCALE),
                pull=draw(_SCALE),
                group=(draw(st.sampled_from([None, "core", "deep"])),),
                **told,
            )
        )
    return made
