"""How far a step of the sequence was from the first use, as people say it.

A length lies as it says, before or after the first use. A day or a moment is turned into a length, in days
where the first use or the step has no time of day. What is vague is kept as about: ``a few`` as about three,
a couple as about two, ``2 or 3`` as what lies between; the words on screen say so before it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from relapse_cli.logic.answers.moments import FIRST_YEAR, Moment, parse_moment, parse_now
from relapse_cli.model.ask import Day, Distance
from relapse_cli.model.reply import AnsweredFields
from relapse_cli.prompters.typed.days.clock import NUMBERS, find_clocks, times_in_part
from relapse_cli.prompters.typed.days.explain import left_open, on_its_side, points_nowhere, side_words
from relapse_cli.prompters.typed.days.local import as_local, moments_at, zone_at
from relapse_cli.prompters.typed.days.moment import Resolved, read_moment
from relapse_cli.prompters.typed.days.read import Unreadable
from relapse_cli.prompters.typed.days.spelling import drop_small_words, make_plain, take_part
from relapse_cli.prompters.typed.lengths import UNIT_WORDS, read_length, unit_of
from relapse_cli.text.days import readable_day
from relapse_cli.text.nouns import plural

_EXAMPLES = "3 days before, a few hours before, last Sunday evening or at the first use"
_NO_FIRST_USE = (
    "The day of the first use is not known, so a day cannot be turned into a distance. "
    "Please type the distance, such as 3 days before."
)
_TIME_ALONE = "A time without a day leaves the day open."
_YEAR = r"(?:in |around |about |since )?(?P<year>1[0-9]{3}|2[0-9]{3})"
_YEAR_ALONE = "a year alone leaves the day open"
_TOO_EARLY = f"the year lies before {FIRST_YEAR}"
_TOO_LATE = "the year lies after this session"
_THOUSANDS = "its comma may part thousands, so the number is typed again without it"
_LONGEST_IN_HOURS = timedelta(hours=72)
_LONGEST_IN_MINUTES = timedelta(hours=2)

_FIRST_USE = r"(?:the |that )?first (?:use|time|tablet|dose|drink|taking)"
_USED = r"(?:i|he|she|they) (?:first )?(?:used|took)(?: it| them)?"
_IT = rf"(?: (?:that|it|then|{_FIRST_USE}|the use|taking it|using|{_USED}))?"
_WAY = rf"(?:^|(?P<lead>.*\S) )(?P<way>before|beforehand|earlier|prior to|prior|after|afterwards|later){_IT}"
_AFTER = frozenset({"after", "afterwards", "later"})
_AT_IT = (
    rf"(?:right |just |exactly )*(?:(?:at|with|during) )?"
    rf"(?:{_FIRST_USE}|when {_USED}|(?:the )?same (?:time|moment)|that moment|then)"
)
_CLOSE = (
    r"(?P<near>just|right|shortly|soon|directly|immediately|straight|moments|seconds)"
    rf" (?P<way>before|after|afterwards|beforehand){_IT}"
)
_THAT_DAY = (
    r"(?:on |earlier |later )*(?:the )?(?:same|that|that same|very same) day"
    rf"|(?:on )?the day(?: itself|(?<=on the day)| of {_FIRST_USE})"
)
_UNITS = "|".join(word for words in UNIT_WORDS.values() for word in words if len(word) > 2)
_VAGUE = {"few": 3, "several": 3, "some": 3, "couple": 2}
_SEVERAL = rf"(?:a )?(?P<vague>few|several|some|couple)(?: of)? (?P<unit>{_UNITS})"
_NUMBER = rf"[0-9]{{1,4}}|{'|'.join(sorted(NUMBERS, reverse=True))}"
_RANGE = rf"(?:between )?(?P<low>{_NUMBER}) ?(?:-|–|to|or|and) ?(?P<high>{_NUMBER}) (?P<unit>{_UNITS})"
_OR_TWO = rf"(?:an?|one) (?P<unit>{_UNITS}) or two"
_ONE = r"(?:the |that )?(?P<unit>minute|hour|day|week|month|year)"
_NEIGHBOUR = r"(?:the |that )?(?P<which>previous|next|following) (?P<unit>day|week|month|year)"


@dataclass(frozen=True, slots=True)
class Placed:
    """A distance that was understood, to be shown before it is taken.

    Attributes:
        fields: what is recorded of it, by field.
        words: the same to read out, such as ``about 3 days before the first use``.
    """

    fields: Mapping[str, object]
    words: str


@dataclass(frozen=True, slots=True)
class OpenDistance:
    """Words with several distances, and what is open between them."""

    choices: tuple[Placed, ...]
    why: str


def taken(found: Resolved | Placed) -> object:
    """What is answered with something that was understood: its value, or its fields."""
    return AnsweredFields(found.fields) if isinstance(found, Placed) else found.iso


def distance_hint() -> str:
    """How to type a distance, in a few words."""
    return f"Such as {_EXAMPLES}."


def read_distance(text: str, asked: Distance) -> object:
    """Read a distance: as its value or its fields where it was typed as such, else as what is to be shown."""
    if (plain_comma := _without_comma(text)) is None:
        return Unreadable(f"Please type the number without the comma, such as {_EXAMPLES}.")
    plain = make_plain(plain_comma)
    part, words = take_part(plain)
    words = " ".join(word for word in words.split() if word != "about")
    about = words != plain
    if re.fullmatch(_AT_IT, words):
        return _placed(0, "minute", "", about="about" in plain.split())
    if close := re.fullmatch(_CLOSE, words):
        return _close(close["near"], "after" if close["way"] in _AFTER else "before")
    if re.fullmatch(_THAT_DAY, words):
        return _placed(0, "day", "", about=False)
    if "ago" not in words.split() and (found := _read_length(words, part, about=about)) is not None:
        return found
    return _read_time(text, asked)


def _close(near: str, side: str) -> Placed:
    """So near to the first use that only the side is kept."""
    words = f"just {side} the first use"
    fields = {"when": {"value": 0, "unit": "minute"}, "side": side, "precision": "about"}
    return Placed(fields, words if near == "just" else f"{words} (“{near} {side}” is kept as that)")


def why_no_distance(text: str, asked: Distance) -> str:
    """Why words that look like a time are not taken as one; empty for other words."""
    if _without_comma(text) is None:
        without = read_distance(re.sub(r"(?<=[0-9]),(?=[0-9])", "", text), asked)
        return "" if isinstance(without, Unreadable) else _THOUSANDS
    found, now = re.fullmatch(_YEAR, make_plain(text)), parse_now(asked.now)
    if found is None or now is None:
        return ""
    year = int(found["year"])
    return _TOO_EARLY if year < FIRST_YEAR else _TOO_LATE if year > now.year else _YEAR_ALONE


def _without_comma(text: str) -> str | None:
    """The words with a point for a decimal comma; ``None`` where the comma may part thousands."""
    if re.search(r"(?<![0-9.,])[1-9][0-9]{0,2},[0-9]{3}(?![0-9])", text):
        return None
    return re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text)


def _read_length(words: str, part: str | None, *, about: bool) -> object | None:
    """Read a length with the side on which it lies; ``None`` when it is none."""
    if near := re.fullmatch(_NEIGHBOUR, words):
        side = "before" if near["which"] == "previous" else "after"
        return _placed(1, near["unit"], side, about=about or near["unit"] != "day")
    found = re.fullmatch(_WAY, words)
    lead = re.sub(rf" from(?: {_FIRST_USE})?$", "", found["lead"] or "" if found else words)
    side = "" if found is None else "after" if found["way"] in _AFTER else "before"
    if one := re.fullmatch(_ONE, lead):
        return _placed(1, one["unit"], side, about=about or one["unit"] != "day") if side else None
    if part is not None:
        return None
    for read in (_vague, _range):
        if vague := read(lead):
            return _placed(*vague[:2], side, about=True, said=vague[2])
    length = read_length(lead)
    if isinstance(length, Unreadable):
        return length if "comma" in length.message else None
    if length and (about or side == "after"):
        return _placed(length["value"], str(length["unit"]), side, about=about)
    return AnsweredFields({"when": length, "side": side}) if side else length


def _vague(lead: str) -> tuple[float, str, str] | None:
    """``a few hours``: the number it is kept as, its unit, and the word that was said."""
    found = re.fullmatch(_SEVERAL, lead)
    unit = unit_of(found["unit"]) if found else None
    return (_VAGUE[found["vague"]], unit, found["vague"]) if found and unit else None


def _range(lead: str) -> tuple[float, str, str] | None:
    """``2 or 3 days``: what lies between, its unit, and what was said."""
    if found := re.fullmatch(_OR_TWO, lead):
        low, high = 1, 2
    elif found := re.fullmatch(_RANGE, lead):
        low, high = (NUMBERS[n] if n in NUMBERS else int(n) for n in (found["low"], found["high"]))
    else:
        return None
    unit = unit_of(found["unit"])
    return ((low + high) / 2, unit, lead) if unit and low < high else None


def _placed(value: object, unit: str, side: str, *, about: bool, said: str = "", read_as: str = "") -> Placed:
    """What was understood, with its words."""
    fields: dict[str, object] = {"when": {"value": value, "unit": unit}}
    fields |= {"side": side} if side else {}
    fields |= {"precision": "about"} if about else {}
    hedge = "about " if about and (value or unit == "minute") else ""
    words = f"{hedge}{_distance_words(value, unit, side)}"
    if said:
        words += f" (“{said}” is kept as about {value:g})"
    return Placed(fields, f"{words}: {read_as}" if read_as else words)


def _distance_words(value: object, unit: str, side: str) -> str:
    """A distance in words that lead to it again."""
    if not value:
        return "at the first use" if unit == "minute" else "on the day of the first use"
    number = value if isinstance(value, int | float) else 0
    length = f"{number:.12g} {plural(number, unit)}"
    return f"{length} {side} the first use" if side else f"{length} from the first use"


def _read_time(text: str, asked: Distance) -> Placed | OpenDistance | Unreadable:
    """Read a day or a moment, and turn it into its distance from the first use."""
    day = Day(asked.now, "past", anchor=asked.first_use, zone=asked.zone)
    first = _first_use(asked)
    if first is not None and (alone := _time_alone(text, first, asked)):
        return alone
    text = re.sub(rf" (before|after){_IT}\W*$", r" \1 that", text.lower())
    that = asked.first_use.iso if asked.first_use else None
    found = read_moment(text, asked.now, that=that, zone=asked.zone)
    if found is None:
        return Unreadable(_why_unread(text, day))
    fitting = on_its_side(found, day)
    if fitting is None:
        return Unreadable(side_words(day))
    if first is None:
        return Unreadable(_NO_FIRST_USE)
    if isinstance(fitting, Resolved):
        return _between(fitting, first)
    return _open([_between(choice, first) for choice in fitting.choices], fitting.why)


def _why_unread(text: str, asked: Day) -> str:
    """Why words lead to no day: what they point back to has none, or they are none."""
    if why := points_nowhere(text, asked):
        return why if asked.anchor else _NO_FIRST_USE
    return f"{left_open(text)}Please type how far from the first use it was, such as {_EXAMPLES}."


def _first_use(asked: Distance) -> Moment | None:
    """The first use in local time."""
    now = parse_now(asked.now)
    if now is None or now.tzinfo is None or asked.first_use is None:
        return None
    moment, zone = parse_moment(asked.first_use.iso, now.tzinfo), zone_at(now, asked.zone)
    if moment is None or moment.whole_day:
        return moment
    return Moment(as_local(moment.start, zone), as_local(moment.end, zone))


def _time_alone(text: str, first: Moment, asked: Distance) -> OpenDistance | Placed | None:
    """A time without a day: that of the first use, or the day before it."""
    part, words = take_part(make_plain(text))
    clocks = [clock for clock, rest in find_clocks(words) if not drop_small_words(rest)]
    times = times_in_part(clocks[0], part) if clocks else times_in_part(None, part)
    now = parse_now(asked.now)
    if now is None or not times or (not clocks and drop_small_words(words) not in {"", "in the", "at"}):
        return None
    zone, choices = zone_at(now, asked.zone), []
    for back in (0, 1):
        for moment in (m for t in times for m in moments_at(first.day - timedelta(days=back), t, zone)):
            words = f"{readable_day(moment.date())}, {'about ' if not clocks else ''}{moment:%H:%M}"
            choices.append(_between(Resolved(moment.isoformat(), words, exact=False), first))
    return _open(choices, _TIME_ALONE)


def _open(choices: list[Placed], why: str) -> OpenDistance | Placed:
    """The distances that differ, to choose from; the one there is where they do not."""
    different = {repr(choice.fields): choice for choice in reversed(choices)}
    kept = tuple(choice for choice in choices if different[repr(choice.fields)] is choice)
    return OpenDistance(kept, why) if len(kept) > 1 else kept[0]


def _between(found: Resolved, first: Moment) -> Placed:
    """How far a day or a moment lies from the first use; in days where one of the two has no time."""
    about = "about" in found.words.split()
    if first.whole_day or "T" not in found.iso:
        apart = (datetime.fromisoformat(found.iso).date() - first.day).days
        return _placed(abs(apart), "day", _side(apart), about=about, read_as=found.words)
    passed = datetime.fromisoformat(found.iso) - first.start
    value, unit = _in_units(abs(passed), about=about)
    return _placed(value, unit, _side(passed / timedelta(minutes=1)), about=about, read_as=found.words)


def _in_units(passed: timedelta, *, about: bool) -> tuple[float, str]:
    """A time between two moments in the unit that it would be said in; about is a whole number of it."""
    minutes, day = round(passed / timedelta(minutes=1)), timedelta(days=1)
    if passed > _LONGEST_IN_HOURS:
        return round(passed / day), "day"
    if minutes % 60 == 30 and passed > _LONGEST_IN_MINUTES and not about:
        return minutes / 60, "hour"
    if minutes % 60 and (passed < _LONGEST_IN_MINUTES or not about):
        return minutes, "minute"
    return (round(minutes / 60), "hour") if minutes else (0, "minute")


def _side(apart: float) -> str:
    """On which side of the first use something lies; none when it is the same."""
    return "before" if apart < 0 else "after" if apart > 0 else ""
