"""Going through the lines of a plan: each line in its own words, its state with one or two keys.

It stands between an interview and whoever is asked. The interview sees an ordinary list of entries; the
person sees one line of the plan after the other, and types no id. A line that was left stays as it was: not
asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from relapse_cli.logic.answers.in_words import collapse
from relapse_cli.model.ask import Table, TableRow
from relapse_cli.model.history import AgreedLine
from relapse_cli.model.reply import (
    Answered,
    Back,
    CardReply,
    CheckReply,
    ListAct,
    Reply,
    SetStatus,
    Skipped,
)
from relapse_cli.model.screen import Card, CheckScreen, Screen
from relapse_cli.model.step import Step
from relapse_cli.prompters.asker import NO_CLERK, Asker, Clerk, RowsFor

_NOT_ASKED = "not asked about"
_LEAVE_OPEN = "A line you do not talk about is left for now; it stays open."
_NOT_DONE = "not_done"
_LONGEST = 300
_NOTHING: Mapping[str, str] = {}
COLUMNS = ("line", "state", "what got in the way")


class LinesAsker:
    """Asks about the lines of a plan one by one; everything else goes through as it is.

    Args:
        asker: who is asked.
        lines: the lines of the plan.
        said: by line, its state in words as far as it is known before the first question.
        list_of: the question about the lines.
        beside: by question, what the interview before said, to stand beside it.
    """

    def __init__(
        self,
        asker: Asker,
        lines: Sequence[AgreedLine],
        said: Mapping[str, str],
        list_of: str,
        beside: Mapping[str, str] = _NOTHING,
    ) -> None:
        self._beside = beside
        self._list_of = list_of
        self.asker = asker
        self.lines = {line.id: line for line in lines}
        self._said = dict(enumerate(said.get(line.id, "") for line in lines))
        self._rules: dict[int, str] = {}
        self._states: dict[int, object] = {}
        self._left: set[int] = set()
        self._going_back = False
        self._walking = True
        self._last: Step | None = None

    def ask(self, screen: Screen, clerk: Clerk = NO_CLERK) -> Reply:
        """Put one question."""
        came_from, self._last = self._last, screen.step
        if words := self._beside.get(screen.step.question):
            screen = replace(screen, body=(*screen.body, words))
        if screen.step.question != self._list_of:
            reply = self.asker.ask(screen, clerk)
        elif isinstance(screen.ask, Table):
            reply = self._list(screen, screen.ask, clerk, came_from)
        else:
            reply = self._field(screen, clerk)
        self._going_back = isinstance(reply, Back)
        return reply

    def card(self, card: Card) -> CardReply:
        """Show an emergency card."""
        return self.asker.card(card)

    def check(self, screen: CheckScreen) -> CheckReply:
        """Show check-answers; of the lines of the plan only how many there are of each kind."""
        groups = tuple(
            replace(
                group,
                lines=tuple(
                    replace(line, words=self._counted())
                    if line.question == self._list_of and self._said
                    else line
                    for line in group.lines
                ),
            )
            for group in screen.groups
        )
        self._going_back = False
        return self.asker.check(replace(screen, groups=groups))

    def read(self, title: str, rows: RowsFor) -> bool:
        """Show a document."""
        return self.asker.read(title, rows)

    def tell(self, text: str) -> None:
        """Say something that needs no answer."""
        self.asker.tell(text)

    def _list(self, screen: Screen, table: Table, clerk: Clerk, came_from: Step | None) -> Reply:
        """Open the next line that nobody has been asked about; when there is none, the list itself."""
        self._rules = {row.index: row.fields.get("rule", "") for row in table.rows}
        self._said = {row.index: row.fields.get("state", "") for row in table.rows}
        from_a_line = (
            came_from is not None and came_from.question == self._list_of and came_from.entry is not None
        )
        if self._going_back and self._walking and from_a_line:
            return Back()
        following = next((i for i in self._rules if not self._said[i] and i not in self._left), None)
        self._walking = following is not None and self._rules[following] in self.lines
        if following is not None and self._walking:
            return ListAct("ask", following)
        reply = self.asker.ask(
            replace(screen, ask=replace(table, rows=tuple(map(self._row, table.rows)), columns=COLUMNS)),
            clerk,
        )
        if isinstance(reply, ListAct) and reply.action == "remove":
            self._left = {i - (i > reply.entry) for i in self._left if i != reply.entry}
        return (
            ListAct("ask", reply.entry) if isinstance(reply, ListAct) and reply.action == "change" else reply
        )

    def _row(self, row: TableRow) -> TableRow:
        """A row with the words of its line in place of the id."""
        line = self.lines.get(self._rules[row.index])
        state = self._said[row.index] or _NOT_ASKED
        words = collapse(line.words if line else row.words, _LONGEST)
        cells = (words if line else self._rules[row.index], state, row.fields.get("obstacle", ""))
        complete = row.complete or line is not None  # of a line, its state says how far it has come
        return replace(row, words=f"{words} ({state})", cells=cells, complete=complete)

    def _field(self, screen: Screen, clerk: Clerk) -> Reply:
        """Ask for the state of a line, and for what got in the way where it was not done."""
        entry = screen.step.entry or 0
        screen = replace(screen, around=replace(screen.around, form=None))
        line = self.lines.get(self._rules.get(entry, ""))
        if line is None:
            return self.asker.ask(screen, clerk)
        match screen.step.field:
            case "state":
                return self._state(screen, clerk, line, entry)
            case "obstacle" if self._states.get(entry) == _NOT_DONE:
                around = replace(screen.around, about=collapse(line.words, _LONGEST))
                return self.asker.ask(replace(screen, around=around), clerk)
            case _:
                return Back() if self._going_back else Skipped()

    def _state(self, screen: Screen, clerk: Clerk, line: AgreedLine, entry: int) -> Reply:
        who = f". Who: {line.owner}" if line.owner else ""
        who += "" if line.for_patient else ". This line is on the therapist's plan only"
        about = f"Line {entry + 1} of {len(self._rules)} of the plan{who}"
        reply = self.asker.ask(
            replace(
                screen,
                label=collapse(line.words, _LONGEST),
                help=_LEAVE_OPEN,
                ways=replace(screen.ways, careful=True),
                around=replace(screen.around, about=about),
            ),
            clerk,
        )
        self._states[entry] = reply.value if isinstance(reply, Answered) else screen.stored.value
        if isinstance(reply, Answered | Skipped | SetStatus):
            self._left.add(entry)
        return reply

    def _counted(self) -> str:
        """How many lines there are of each state."""
        found = Counter(words or _NOT_ASKED for words in self._said.values())
        return ", ".join(f"{number} {words[:1].lower()}{words[1:]}" for words, number in found.items())
