"""What the generated function calls: the derived facts of `logic/facts/` over plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from json.encoder import encode_basestring_ascii
from operator import itemgetter
from typing import NamedTuple, TypeVar, cast

from msgspec import UNSET, Struct
from msgspec.structs import astuple

from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.generated.moments import DAY, HOUR, Span, day_text, near
from relapse_cli.batch.generated.read import ReadDuration, ReadHeld, ReadSpan
from relapse_cli.batch.row import LineReport, Use
from relapse_cli.logic.answers.in_words import collapse
from relapse_cli.logic.facts.record import CLASSES, normalised
from relapse_cli.logic.facts.substances import DEPRESSANT
from relapse_cli.logic.facts.timeline import OTHER, USE
from relapse_cli.model.answer import HOURS_PER_DAY, HOURS_PER_UNIT

Product = tuple[str, str | None, Span | None, bool]
"""Of an entry: its class, name and last use, and whether it may be from no pharmacy."""

Near = tuple[tuple[str, bool], ...]
"""Of the products taken together: the class, and whether it may be from no pharmacy."""

DEPRESSANT_OR_UNKNOWN = DEPRESSANT | {"unknown"}
_OTHER_DEPRESSANT = DEPRESSANT - {"opioid"}
_PLACE = {name: place for place, name in enumerate(CLASSES)}
_STATES = frozenset({"done", "in_progress", "not_done", "unknown", "declined"})


def doubt() -> None:
    """Give up on the record."""
    raise Doubtful


def alone(held: ReadHeld, option: str) -> None:
    """Refuse an option that stands alone beside another one, inside a wrapper."""
    chosen = held.value
    if isinstance(chosen, list) and len(chosen) > 1 and option in chosen:
        raise Doubtful


def hours(given: ReadDuration) -> float | None:
    """A length of time in hours; a status holds none."""
    held = given if given.unit is not UNSET else given.value
    if held is None:
        return None
    span = cast("ReadSpan", held)
    return span.value * HOURS_PER_UNIT[span.unit]


_Item = TypeVar("_Item")


def group(given: ReadHeld | None, empty: _Item) -> _Item:
    """A group without its wrapper; an empty one for a status and for nothing."""
    if given is None or given.status is not UNSET:
        return empty
    return cast("_Item", given if given.value is None else given.value)


def items(given: Sequence[ReadHeld | None], empty: _Item) -> Sequence[_Item]:
    """The elements of a list without their wrappers; an empty one for a status and for nothing."""
    for item in given:
        if item is None or item.status is not UNSET or item.value is not None:
            return [group(each, empty) for each in given]
    return cast("Sequence[_Item]", given)


def usable(given: Struct) -> bool:
    """Whether a group or an element holds anything."""
    for part in astuple(given):  # noqa: SIM110 - a generator would double the time
        if part is not None and part is not UNSET and _is_usable(part):
            return True
    return False


def _is_usable(part: object) -> bool:
    match part:
        case str():
            return bool(part.strip())
        case list():
            return bool(part)
        case Struct():
            value = cast("ReadHeld", part).value
            return value is not None and _is_usable(value)
        case _:
            return True


def without_none(options: Sequence[str]) -> tuple[str, ...]:
    """Options but for ``none``."""
    return tuple([option for option in options if option != "none"]) if options else ()


def classes_of(found: Sequence[str], mixed: Sequence[str]) -> tuple[str, ...]:
    """The classes of everything taken, in the order of the contract."""
    if not mixed and len(found) < 2:
        return tuple([name for name in found if name in _PLACE])
    return tuple(sorted({*found, *mixed} & _PLACE.keys(), key=_PLACE.__getitem__))


def run_days(length: float | None, first: Span | None, last: Span | None, offset: int) -> float | None:
    """The larger of the stated run and the dated span, in days."""
    stated = None if length is None else length / HOURS_PER_DAY
    if first is None or last is None:
        return stated
    dated = float(abs((last[0] + offset) // DAY - (first[0] + offset) // DAY) + 1)
    return dated if stated is None or dated > stated else stated


def _product(product: Product, index: int) -> tuple[str, str]:
    if product[0] == "unknown" or product[1] is None:
        return ("", str(index))
    return (product[0], product[1])


def together(index: int, products: Sequence[Product], mixed: Sequence[str], treated: bool) -> Near:
    """The products that could have been taken together with one, itself included."""
    mine = products[index][2]
    found: dict[tuple[str, str], tuple[str, bool]] = {}
    for number, other in enumerate(products):
        if number != index and not near(mine, other[2]):
            continue
        key = _product(other, number)
        known = key in found and found[key][1]
        found[key] = (other[0], known or other[3])
    near_ = [*found.values(), *((option, option == "illicit") for option in mixed)]
    if treated and not any(kind == "opioid" for kind, _ in near_):
        near_.append(("opioid", False))
    return tuple(near_)


def count_together(near_: Near, classes: frozenset[str]) -> float:
    """How many of the products taken together belong to the classes."""
    return float(sum([kind in classes for kind, _ in near_]))


def opioid_among(near_: Near) -> bool:
    """Whether an opioid is among the products taken together."""
    return any(kind == "opioid" for kind, _ in near_)


def nonpharmacy_among(near_: Near) -> bool:
    """Whether a product taken together may be from no pharmacy."""
    return any(elsewhere for _, elsewhere in near_)


def mixed_use(
    mixed: Sequence[str],
    classes: Sequence[str],
    products: Sequence[Product],
    treated: bool,
) -> bool:
    """Whether more than one product may have been taken within the same 24 hours."""
    if mixed:
        return True
    if treated and not _OTHER_DEPRESSANT.isdisjoint(classes):
        return True
    if len(products) < 2:
        return False
    uses = [(_product(product, index), product[2]) for index, product in enumerate(products)]
    return any(
        one[0] != other[0] and near(one[1], other[1])
        for index, one in enumerate(uses)
        for other in uses[index + 1 :]
    )


def withdrawal(signs: Sequence[str], strength: str | None) -> str:
    """What is known of signs of withdrawal."""
    if not signs:
        return "unknown"
    if all(sign == "none" for sign in signs):
        return "none"
    return "mild" if strength == "mild" else "strong"


Night = float | None


def sleep_mean(one: Night, two: Night, three: Night) -> float | None:
    """The mean of the usable nights, in hours."""
    known = [float(night) for night in (one, two, three) if night is not None]
    return sum(known) / len(known) if known else None


def no_sleep_pair(one: Night, two: Night, three: Night) -> bool:
    """Two nights in a row with one hour of sleep or less each."""
    if two is None or two > 1:
        return False
    return (one is not None and one <= 1) or (three is not None and three <= 1)


def three_short(one: Night, two: Night, three: Night) -> bool:
    """Three nights with three hours of sleep or less each."""
    if one is None or two is None or three is None:
        return False
    return one <= 3 and two <= 3 and three <= 3


def only(selected: Sequence[str]) -> str | None:
    """The only one, where one is selected."""
    return selected[0] if len(selected) == 1 else None


def nostop_variant(
    entries: Sequence[tuple[bool, bool]],
    unresolved: bool,
    stopped: bool,
    known: bool,
) -> tuple[str, ...]:
    """The parts of the text that P-NOSTOP needs."""
    from_elsewhere = [elsewhere for dangerous, elsewhere in entries if dangerous]
    if not from_elsewhere:
        return ()
    if unresolved:
        return ("conditional",)
    taking = "already_stopped" if stopped else "continuing"
    first = taking if known else "both"
    parts = () if all(from_elsewhere) else (first,)
    return (*parts, "nonpharmacy") if any(from_elsewhere) else parts


class Event(NamedTuple):
    """One event of the sequence."""

    order: tuple[bool, bool, float, bool, float, bool, str, str]
    before: bool
    offset: float | None
    domain: str | None
    intensity: float | None
    what: str


def event(
    side: str | None, length: float | None, domain: str | None, intensity: float | None, what: str | None
) -> Event:
    """One element; a missing side means before."""
    after = side == "after"
    offset = None if length is None else length / HOURS_PER_DAY * (1 if after else -1)
    order = (
        after, offset is None, offset or 0.0, intensity is None, -(intensity or 0.0),
        domain is None, domain or "", what or "",
    )  # fmt: skip
    return Event(order, side is None or side == "before", offset, domain, intensity, what or "")


_ORDER = itemgetter(0)


def ordered(events: list[Event]) -> list[Event]:
    """The events, earliest first."""
    if len(events) > 1:
        events.sort(key=_ORDER)
    return events


def domains_of(events: Iterable[Event]) -> tuple[str, ...]:
    """The distinct domains in order, without use itself."""
    return tuple(dict.fromkeys([e.domain or OTHER for e in events if e.domain != USE]))


def domains_before(events: Iterable[Event]) -> tuple[str, ...]:
    """The distinct domains before the first use."""
    return tuple(dict.fromkeys([e.domain or OTHER for e in events if e.before and e.domain != USE]))


def branch_domains(events: Iterable[Event], before: Sequence[str]) -> tuple[str, ...]:
    """The earliest domain and every domain that was strong."""
    strong = domains_of([e for e in events if e.intensity is not None and e.intensity >= 5])
    return tuple(dict.fromkeys((*before[:1], *strong)))


def sleep_anxiety_idealising(events: Iterable[Event]) -> bool:
    """Sleep, then anxiety, then idealising or thoughts, all before the use and in this order."""
    offsets: dict[str, list[float]] = {"sleep": [], "anxiety": [], "idealising": []}
    for each in events:
        if each.before and each.offset is not None and each.offset < 0:
            domain = "idealising" if each.domain == "thoughts_of_medication" else each.domain
            if domain in offsets:
                offsets[domain].append(each.offset)
    if not all(offsets.values()):
        return False
    first_sleep, last_thought = min(offsets["sleep"]), max(offsets["idealising"])
    return any(first_sleep < anxiety < last_thought for anxiety in offsets["anxiety"])


def earliest_is_answered(events: Iterable[Event], pairs: Iterable[tuple[str, str, str]]) -> bool:
    """Whether an if-then line begins at the earliest event, or names it in its if."""
    if not pairs:
        return False
    first = next((each for each in events if each.before and each.domain != USE), None)
    what = normalised(first.what) if first else ""
    if not what:
        return False
    return any((one or then) and (begins == what or what in one) for one, then, begins in pairs)


DueTime = tuple[str, int | None]


def ahead(agreed: Span | None, now: int, offset: int) -> Span | None:
    """An agreed contact that is not past."""
    if agreed is None:
        return None
    start, end = agreed
    if end > start:
        return agreed if (start + offset) // DAY >= (now + offset) // DAY else None
    return agreed if start > now else None


def later(agreed: Span | None, due: DueTime | None, now: int, offset: int) -> bool:
    """Whether an agreed contact lies after a due time."""
    if agreed is None or due is None:
        return False
    word, n = due[0], due[1] or 0
    match word:
        case "now":
            return agreed[0] > now
        case "hours":
            return agreed[0] > now + n * HOUR
        case "arranged":
            return False
        case _:  # today, tonight, days
            days = n if word == "days" else 0
            return (agreed[0] + offset) // DAY > (now + offset) // DAY + days


def extra_words(agreed: Span | None, extra: DueTime | None, now: int, offset: int) -> str | None:
    """The contact before a late one in the words of the plan format."""
    if extra is None or not (agreed is None or later(agreed, extra, now, offset)):
        return None
    return extra[0] if extra[1] is None else f"{extra[0]} {extra[1]}"


def bits_of(names: Iterable[str], bits: Mapping[str, int]) -> int:
    """Questions as bits."""
    found = 0
    for name in names:
        found |= bits[name]
    return found


def use(kind: str, first: Span | None, last: Span | None, days: float | None, offset: int) -> Use:
    """One product that was taken."""
    return Use(
        kind,
        None if first is None else day_text(first[0], offset),
        None if last is None else day_text(last[0], offset),
        None if last is None else last[0] / 10**6,
        None if last is None else last[1] / 10**6,
        None if days is None else float(days),
    )


def report(line: str | ReadHeld | None, state: str | ReadHeld | None) -> LineReport | None:
    """What an entry of a follow-up says of a line, where it names one and says anything."""
    named, said = _said(line), _said(state)
    if not named or not named.strip() or said not in _STATES:
        return None
    status = None if line is None or isinstance(line, str) else line.status
    return (collapse(named), said) if status is None or status is UNSET else None


def _said(given: str | ReadHeld | None) -> str | None:
    """A text without its wrapper, or the status in its place."""
    if given is None or isinstance(given, str):
        return given
    return given.value if given.status is UNSET else given.status  # type: ignore[return-value] # of a text


def plan_key(rows: Sequence[str], pairs: Sequence[tuple[str, str, str]]) -> str:
    """What makes the plan the same as another one."""
    said = sorted({(first, then) for first, then, _ in pairs if first or then}) if pairs else ()
    if not rows and not said:
        return ""
    quoted = encode_basestring_ascii
    listed = ", ".join([quoted(row) for row in sorted(rows)])
    told = ", ".join([f"[{quoted(first)}, {quoted(then)}]" for first, then in said])
    return hashlib.blake2b(f"[[{listed}], [{told}]]".encode(), digest_size=12).hexdigest()


def number_text(value: float | None) -> str | None:
    """A number that records are grouped by."""
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)
