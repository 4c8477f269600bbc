"""Answers carried over from another day: shown once, to be confirmed as a whole or one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from relapse_cli.logic.interview.moves import Interview
from relapse_cli.model.bank_questions import Option
from relapse_cli.model.screen import OWN, CheckGroup, CheckLine, CheckScreen, Screen
from relapse_cli.screens.interview.question import own_screen
from relapse_cli.text.nouns import counted

CARRIED = f"{OWN}carried"
MARK = "carried over, not confirmed"
_WAYS = (
    Option(id="stand", label="These still stand"),
    Option(id="one_by_one", label="Go through them one by one"),
    Option(id="list", label="Look at them in the list of answers first"),
)


class CarriedOver:
    """The answers that came along from an earlier record, as far as nobody has confirmed them yet.

    Args:
        questions: the questions whose answers came along.
    """

    def __init__(self, questions: frozenset[str]) -> None:
        self.questions = questions
        self.asked = False

    def waiting(self, interview: Interview) -> tuple[str, ...]:
        """The carried answers that count and wait to be confirmed, in the order of the interview."""
        record, reading = interview.record, interview.reading
        return tuple(
            q
            for q in interview.order
            if q in self.questions and record.answer(q).is_given and reading.enabled(q)
        )

    def is_due(self, interview: Interview) -> bool:
        """Whether check-answers has been reached and they have not been talked about."""
        return interview.at is None and not self.asked and bool(self.waiting(interview))

    def confirm(self, question: str) -> None:
        """Note that an answer has been given anew."""
        self.questions -= {question}

    def screen(self, interview: Interview) -> Screen:
        """What came along, by section, and whether it still stands."""
        bank = interview.bank
        count = Counter(bank.section_of[q].title for q in self.waiting(interview))
        body = tuple(f"- {title}: {counted(n, 'answer')}" for title, n in count.items())
        label = "Carried over from the earlier session. Does it still stand today?"
        return own_screen(CARRIED, label, _WAYS, "Carried over", body, may_go_back=bool(interview.trail))

    def answered(self, interview: Interview, way: object) -> Interview:
        """The state after a way was chosen."""
        self.asked = True
        if way == "stand":
            self.questions = frozenset()
        if way == "one_by_one":
            waiting = frozenset(self.waiting(interview))
            return replace(interview, put=interview.put - waiting, only=waiting).resume()
        return interview

    def marked(self, screen: CheckScreen, interview: Interview) -> CheckScreen:
        """Check-answers with a mark on every line that nobody has confirmed yet."""
        waiting = self.waiting(interview)
        if not waiting:
            return screen
        groups = tuple(
            CheckGroup(group.title, tuple(_marked_line(line, waiting) for line in group.lines))
            for group in screen.groups
        )
        return replace(screen, groups=groups)


def _marked_line(line: CheckLine, waiting: tuple[str, ...]) -> CheckLine:
    """A line with a mark where its answer has not been confirmed yet."""
    return replace(line, words=f"({MARK}) {line.words}") if line.question in waiting else line
