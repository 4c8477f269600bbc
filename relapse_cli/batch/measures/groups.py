"""The groups that were asked for: how many interviews each has, and how they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from relapse_cli.batch.measures import contact, differences, flags, sequences, unresolved
from relapse_cli.batch.measures.differences import Compared
from relapse_cli.batch.measures.split import Split, What, yes_or_no
from relapse_cli.batch.measures.view import INTERVIEW, SHARE_COLUMNS, View
from relapse_cli.batch.own_groups import PERIOD, is_period
from relapse_cli.batch.suppression import in_line
from relapse_cli.batch.tally import Count, Key, Tally
from relapse_cli.model.bank import Bank
from relapse_cli.model.bank_rules import Flag
from relapse_cli.model.review import ALIKE, Cell, Column, Table
from relapse_cli.text.nouns import counted

Group = tuple[str | None, ...]


def tables(view: View, by: Sequence[str], tallies: Mapping[Group, Tally]) -> Iterator[Table]:
    """The groups by level, flag, first step and time to contact; of two groups the differences.

    Args:
        view: the counts of all sessions.
        by: the names of what is grouped by.
        tallies: the counts of each group.
    """
    groups = _Groups(view, tuple(by), dict(sorted(tallies.items(), key=lambda item: _order(item[0]))))
    if not view.tells(INTERVIEW):
        return
    yield groups.table("levels_by_group", "Levels by group", groups.levels(), "Level {}".format)
    yield groups.flags_table()
    steps = groups.first_steps()
    yield groups.table("first_steps_by_group", "First steps by group", steps, partial(_step_words, view.bank))
    for name, title, counts in (
        ("since_use_by_group", "From the last use to the interview, by group", contact.since_use_counts),
        ("next_session_by_group", "From an interview to the next session, by group", contact.next_counts),
    ):
        yield groups.table(name, title, groups.contact(counts), contact.words_of)
    if (two := _two(groups)) is not None:
        one, other = map(_name, two)
        yield differences.table("groups", "The two groups", one, other, list(groups.compared(*two)))


def clearest(
    view: View, by: Sequence[str], tallies: Mapping[Group, Tally]
) -> tuple[str, str, list[Compared]]:
    """The names of two groups, and what they are compared by; nothing where there are others than two."""
    groups = _Groups(view, tuple(by), dict(sorted(tallies.items(), key=lambda item: _order(item[0]))))
    two = _two(groups) if view.tells(INTERVIEW) else None
    return ("", "", []) if two is None else (_name(two[0]), _name(two[1]), list(groups.compared(*two)))


def _two(groups: _Groups) -> tuple[Group, Group] | None:
    """The two groups, of periods the later one first; ``None`` where there are others than two."""
    if len(groups.whole) != 2:
        return None
    one, other = groups.whole
    return (other, one) if is_period(groups.by[0]) else (one, other)


@dataclass(frozen=True)
class _Groups:
    """The groups with interviews.

    Attributes:
        view: the counts of all sessions.
        by: the names of what is grouped by.
        tallies: the counts of each group, in the order of the tables.
    """

    view: View
    by: tuple[str, ...]
    tallies: Mapping[Group, Tally]

    @cached_property
    def views(self) -> dict[Group, View]:
        """The counts of each group; whether a session is too recent is known from all of them."""
        last = self.view.last_day
        known = {g: replace(self.view, tally=tally, until=last) for g, tally in self.tallies.items()}
        return {group: view for group, view in known.items() if view.sessions(INTERVIEW).records}

    @cached_property
    def whole(self) -> dict[Group, Count]:
        """The interviews of each group."""
        return {group: view.sessions(INTERVIEW) for group, view in self.views.items()}

    @cached_property
    def closed(self) -> frozenset[Group]:
        """The groups whose number of interviews is withheld."""
        return in_line(self.whole, self.view.min_cell, closed=self.view.is_closed(INTERVIEW))

    def split(
        self, what: Sequence[What], cells: Mapping[tuple[Group, What], Count], closed: frozenset[What]
    ) -> Split[Group, What]:
        """Counts by group and by what was found."""
        return Split(self.whole, tuple(what), cells, self.view.min_cell, self.closed, closed)

    def levels(self) -> Split[Group, int]:
        """The interviews by group and level."""
        what = self.view.levels[INTERVIEW]
        cells = {
            (g, level): view.levels[INTERVIEW][level] for g, view in self.views.items() for level in what
        }
        return self.split(tuple(what), cells, self.view.closed_levels[INTERVIEW])

    def flag(self, flag: Flag) -> Split[Group, bool]:
        """The interviews by group and by whether a flag was set."""
        key = (INTERVIEW, flag.id)
        return self.yes_or_no("flag", key, closed=flags.is_held(self.view, INTERVIEW, flag))

    def unresolved(self) -> Split[Group, bool]:
        """The interviews by group and by whether a critical question was open."""
        closed = unresolved.is_held(self.view, INTERVIEW, unresolved.ANY)
        return self.yes_or_no("open", (INTERVIEW, unresolved.ANY), closed=closed)

    def yes_or_no(self, name: str, key: Key, *, closed: bool) -> Split[Group, bool]:
        """The interviews by group and by whether something was seen in them."""
        yes = {group: view.total(name, key) for group, view in self.views.items()}
        return yes_or_no(self.whole, yes, self.view.min_cell, closed_where=self.closed, closed=closed)

    def contact(self, counts: Callable[[View], contact.Split]) -> Split[Group, str]:
        """The interviews by group and by whether a span was within 72 hours."""
        whole, held = contact.held_in(self.view, counts(self.view))
        cells: dict[tuple[Group, str], Count] = {}
        for group, view in self.views.items():
            found, _ = contact.held_in(view, counts(view))
            cells |= {(group, kind): found[kind] for kind in whole}
        return self.split(tuple(whole), cells, held)

    def first_steps(self) -> Split[Group, str]:
        """The interviews by group and first step; those that tell none have one of their own."""
        known, held = sequences.first_steps(self.view)
        cells: dict[tuple[Group, str], Count] = {}
        for group, view in self.views.items():
            cells |= {(group, domain): view.total("first", domain) for domain in known}
            cells[group, sequences.NOT_TOLD] = sequences.untold(view)
        return self.split((*known, sequences.NOT_TOLD), cells, held)

    def table(self, name: str, title: str, split: Split[Group, What], words: Callable[[What], str]) -> Table:
        """A row for each group and each thing that was found."""
        rows = [
            (
                *_cells(group),
                str(what),
                words(what),
                split.count(group, what),
                split.of(group),
                *split.share(group, what),
            )
            for group in split.whole
            for what in split.what
        ]
        return self.rows_table(name, title, rows)

    def flags_table(self) -> Table:
        """The flags that were set, by group."""
        rows: list[tuple[Cell, ...]] = []
        for flag in flags.known_flags(self.view, INTERVIEW):
            if self.view.total("flag", (INTERVIEW, flag.id)).records:
                split = self.flag(flag)
                rows += [
                    (
                        *_cells(g),
                        flag.id,
                        flag.short or flag.text,
                        split.count(g, True),
                        split.of(g),
                        *split.share(g, True),
                    )
                    for g in split.whole
                ]
        return self.rows_table("flags_by_group", "Flags by group", rows)

    def rows_table(self, name: str, title: str, rows: Sequence[tuple[Cell, ...]]) -> Table:
        """A table of groups."""
        whole = self.view.sessions(INTERVIEW)
        return Table(
            id=name,
            title=title,
            says=f"The interviews of each group ({', '.join(map(_title, self.by))}).",
            of=f"{counted(whole.records, 'interview')} in {counted(len(self.whole), 'group')}",
            total=whole.records,
            columns=(
                *(Column(f"by_{place}", _title(said), "name") for place, said in enumerate(self.by, 1)),
                Column("what", "What", "name"),
                Column("words", "In words", "words"),
                Column("interviews", "Interviews", "count", of="of"),
                Column("of", "Of", "count"),
                *SHARE_COLUMNS,
            ),
            rows=tuple(rows),
            note=f"A case may be in several groups. {ALIKE}",
            across=tuple(f"by_{place}" for place, _ in enumerate(self.by, 1)),
        )

    def compared(self, one: Group, other: Group) -> Iterator[Compared]:
        """What two groups are compared by."""
        split = self.levels()
        for n in split.what:
            yield Compared(
                f"level_{n}", f"at level {n}", "levels_by_group", split.known(one, n), split.known(other, n)
            )
        late = self.contact(contact.since_use_counts)
        yield Compared(
            "late_contact", "later than 72 hours after the last use", "since_use_by_group",
            late.known(one, contact.LATER), late.known(other, contact.LATER),
        )  # fmt: skip
        unsaid = self.unresolved()
        yield Compared(
            "unresolved", "with an open critical question", "unresolved",
            unsaid.known(one, True), unsaid.known(other, True),
        )  # fmt: skip
        for flag in flags.known_flags(self.view, INTERVIEW):
            if self.view.total("flag", (INTERVIEW, flag.id)).records:
                found = self.flag(flag)
                yield Compared(
                    flag.id, f"with {flag.id}, {flag.short or flag.text}", "flags_by_group",
                    found.known(one, True), found.known(other, True),
                )  # fmt: skip


def _title(name: str) -> str:
    """What is grouped by, without the ranges of its periods."""
    return PERIOD if is_period(name) else name


def _cells(group: Group) -> tuple[Cell, ...]:
    return group


def _order(group: Group) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, part or "") for part in group)


def _name(group: Group) -> str:
    return ", ".join(part or "not known" for part in group)


def _step_words(bank: Bank, step: str) -> str:
    return "not told" if step == sequences.NOT_TOLD else sequences.domain_words(bank, step)
