"""What stands out: few calm sentences, each with its denominator, chosen by rules that anybody can look up.

* How many interviews were at the highest level, and beside it the last two months, is always told.
* A difference between the last two months is told where its interval excludes none. As many are looked at,
  each interval is so much wider (Bonferroni: 1 - 0.05/number of differences) that all of them together hold
  with 95 %. Of these the highest level and the largest of the others are told.
* Of what is most frequent (a trigger, a flag that carries a level alone, an open question) the first is told.
* Nothing is said of a number that is withheld, and nothing of persons: no cause, no blame, no rank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from relapse_cli.batch.measures import contact, differences, same_plan, sequences, unresolved
from relapse_cli.batch.measures.differences import Compared
from relapse_cli.batch.measures.levels import by_month
from relapse_cli.batch.measures.view import INTERVIEW, View
from relapse_cli.model.known_ids import EMERGENCY_LEVEL
from relapse_cli.model.review import Finding
from relapse_cli.text.days import plain_month
from relapse_cli.text.nouns import counted, plural

_MOST = 7
_ALL_SURE = 0.05


def findings(view: View, groups: tuple[str, str, list[Compared]] = ("", "", [])) -> tuple[Finding, ...]:
    """What stands out in the tables, the most important first; nothing where there are no interviews."""
    if not view.tells(INTERVIEW):
        return ()
    found = [
        *_differences(*groups, "groups"),
        *_emergencies(view),
        *_changes(view),
        *_late_contact(view),
        *_no_next(view),
        *_open_questions(view),
        *_first_step(view),
        *_same_plan(view),
    ]
    return tuple(found[:_MOST])


def _emergencies(view: View) -> Iterator[Finding]:
    """The share at the highest level, altogether and in the last two months."""
    if EMERGENCY_LEVEL in view.closed_levels[INTERVIEW]:
        return
    seen, whole = view.levels[INTERVIEW][EMERGENCY_LEVEL].records, view.sessions(INTERVIEW).records
    were = plural(seen, "was", "were")
    words = f"Of {counted(whole, 'interview')}, {_share(seen, whole)} {were} at level {EMERGENCY_LEVEL}"
    months = differences.last_months(view)
    if months is not None:
        split = by_month(view)
        last, before = (split.known(month, EMERGENCY_LEVEL) for month in months)
        if last and before:
            later, earlier = map(plain_month, months)
            words += f"; {_part(last)} in {later}, {_part(before)} in {earlier}"
    yield Finding("emergencies", f"{words}.", "levels")


def _share(seen: int, of: int) -> str:
    """``37 (9 %)``."""
    return f"{seen:,} ({100 * seen / of:.0f} %)" if of else f"{seen:,}"


def _part(part: tuple[int, int]) -> str:
    """``37 of 412 (9 %)``."""
    seen, of = part
    return f"{seen:,} of {of:,} ({100 * seen / of:.0f} %)" if of else f"{seen:,} of {of:,}"


def _changes(view: View) -> Iterator[Finding]:
    """The clearest differences between the last two months."""
    months = differences.last_months(view)
    if months is None:
        return
    found = list(differences.between_months(view, *months))
    one, other = map(plain_month, months)
    yield from _differences(one, other, found, "last_months")


def _differences(one: str, other: str, found: Sequence[Compared], table: str) -> Iterator[Finding]:
    """The clearest differences between two months or groups."""
    for each in _clearest(found):
        if each.one and each.other:
            shares = f"{_part(each.one)} in {one}, {_part(each.other)} in {other}"
            words = f"Interviews {each.words}: {shares}; chance alone would hardly explain the difference."
            name = "change" if table == "last_months" else "group"
            yield Finding(f"{name}_{each.id}", words, table)


def _clearest(found: Sequence[Compared]) -> list[Compared]:
    """Of what is told apart the highest level, and of everything else the largest difference."""
    told = _told_apart(found)
    levels = [each for each in told if each.table in {"levels_by_month", "levels_by_group"}]
    others = [each for each in told if each not in levels]
    return [*sorted(levels, key=lambda each: each.id)[-1:], *others[:1]]


def _told_apart(found: Sequence[Compared]) -> list[Compared]:
    """The differences whose interval excludes none, though so many were looked at; the largest first."""
    known = [each for each in found if each.difference() is not None]
    sure = 1 - _ALL_SURE / max(len(known), 1)
    gaps = [(each.difference(sure), each) for each in known]
    told = [(gap.value, each) for gap, each in gaps if gap is not None and gap.excludes_none]
    return [each for _, each in sorted(told, key=lambda item: (-abs(item[0]), item[1].id))]


def _late_contact(view: View) -> Iterator[Finding]:
    """The interviews that began later than 72 hours after the last use."""
    whole, held = contact.held_in(view, contact.since_use_counts(view))
    known = sum(whole[kind].records for kind in (contact.WITHIN, contact.EITHER, contact.LATER))
    if known and not held & {contact.LATER, contact.UNKNOWN}:
        told = f"Of {counted(known, 'interview')} that tell the last use"
        late = _share(whole[contact.LATER].records, known)
        yield Finding("late_contact", f"{told}, {late} began later than 72 hours after it.", "since_use")


def _no_next(view: View) -> Iterator[Finding]:
    """The interviews that were followed by no session within 72 hours."""
    whole, held = contact.held_in(view, contact.next_counts(view))
    old_enough = sum(seen.records for kind, seen in whole.items() if kind != contact.TOO_RECENT)
    if old_enough and not held:
        none = _share(whole[contact.LATER].records + whole[contact.NO_NEXT].records, old_enough)
        told = f"Of {counted(old_enough, 'interview')} that are old enough to tell"
        words = f"{told}, {none} had no further session in these records within 72 hours."
        yield Finding("no_contact_72", words, "next_session")


def _open_questions(view: View) -> Iterator[Finding]:
    """The share of interviews that left a critical question open."""
    whole = view.sessions(INTERVIEW).records
    seen = view.total("open", (INTERVIEW, unresolved.ANY)).records
    if seen and not unresolved.is_held(view, INTERVIEW, unresolved.ANY):
        words = f"Of {counted(whole, 'interview')}, {_share(seen, whole)} left a critical question open."
        yield Finding("unresolved", words, "unresolved")


def _first_step(view: View) -> Iterator[Finding]:
    """What came first most often, where it is known what did."""
    first, held = sequences.first_steps(view)
    if not first or held:
        return
    domain, seen = max(first.items(), key=lambda item: item[1].records)
    whole = sequences.told(view).records
    told = f"Of {counted(whole, 'interview')} that tell what came before"
    began = plural(seen.records, "begins", "begin")
    said = sequences.domain_words(view.bank, domain)
    yield Finding("first_step", f'{told}, {_share(seen.records, whole)} {began} with "{said}".', "triggers")


def _same_plan(view: View) -> Iterator[Finding]:
    """What came after a plan that repeated the one before, where that differs from other plans."""
    known = same_plan.returns(view)
    if known is None:
        return
    same, another = known[same_plan.REPEATED], known[same_plan.CHANGED]
    gap = Compared("same_plan", "", "after_plan", same, another).difference()
    if gap is not None and gap.excludes_none:
        words = (
            f"Another interview came after {_part(same)} plans that repeated the one before, "
            f"and after {_part(another)} others. This does not say why."
        )
        yield Finding("same_plan", words, "after_plan")
