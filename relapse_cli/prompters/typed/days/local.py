"""Local time: each day with the offset that its zone has then, also where the clocks are changed.

A zone of one offset, as a record has it, is a zone in which the clocks are never changed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from relapse_cli.text.days import exact_time

TWICE = "The clocks were set back then, so this hour came twice."
NEVER = "The clocks were set forward then, so this hour was left out."


def moments_at(day: date, clock_time: timedelta, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments at which the clocks of a zone showed a time of a day.

    An hour that came twice has two. So has one that was left out: the times that a clock set forward too
    late, or too early, would have shown.
    """
    wall = datetime.combine(day, time()) + clock_time
    first, second = (as_local(wall.replace(tzinfo=zone, fold=fold), zone) for fold in (0, 1))
    return (first,) if first == second else tuple(sorted((first, second)))


def change_at(day: date, clock_time: timedelta, zone: tzinfo) -> str:
    """Why a time of a day is open where the clocks are changed; empty where it is not."""
    moments = moments_at(day, clock_time, zone)
    if len(moments) == 1:
        return ""
    wall = datetime.combine(day, time()) + clock_time
    return TWICE if moments[0].replace(tzinfo=None) == wall else NEVER


def as_local(moment: datetime, zone: tzinfo) -> datetime:
    """A moment as the clocks of a zone show it, with the offset of then."""
    local = moment.astimezone(UTC).astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)), fold=0)


def zone_at(now: datetime, zone: tzinfo | None) -> tzinfo:
    """The zone that a record's "now" stands in: the given one where it has that offset then, else the offset.

    A record of elsewhere keeps the one offset it has.
    """
    if zone is not None and now.astimezone(zone).utcoffset() == now.utcoffset():
        return zone
    return now.tzinfo or UTC


def clock_words(moment: datetime, zone: tzinfo) -> str:
    """Return ``22:00``; with the offset, ``02:30 (UTC+02:00)``, where the hour comes twice."""
    clock = exact_time(moment.time())
    wall = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    twice = change_at(moment.date(), wall, zone) == TWICE
    return f"{clock} (UTC{moment.isoformat()[-6:]})" if twice else clock
