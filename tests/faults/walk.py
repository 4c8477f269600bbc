"""An interview that goes the same way each time: state after state from a seed.

Only the states that one may write down are in it: agreement, once given, is not taken back.
"""

from __future__ import annotations

import random
from dataclasses import fields, replace
from typing import Any

from relapse_cli.app.keeping.place import Change, Decided, Draft
from relapse_cli.errors import NeedsAnswersError
from relapse_cli.logic.interview.moves import Interview
from relapse_cli.logic.journal.changes import changes, replay
from relapse_cli.model.journal import Entry
from relapse_cli.prompters.asker import Asker
from tests.banks_under_test import shipped_bank
from tests.logic.interview.test_moves import QUIET_FRAME, begin
from tests.logic.journal.test_changes import any_reply, decided

KINDS = ("interview", "followup", "sign_off")


class Walk:
    """The states of one interview, made as far as they are looked at.

    Args:
        seed: which interview.
        kind: one of ``KINDS``; in a sign-off only what is decided changes.
    """

    def __init__(self, seed: int, kind: str = "interview") -> None:
        self.seed = seed
        self.kind = kind
        first = begin("followup" if kind == "followup" else "deep", **QUIET_FRAME)
        links = {"follows": "followed"} if kind == "followup" else {}
        record = first.record.model_copy(update={"id": f"walk-{seed}", **links})
        self._first, self._states = 0, [Interview.start(shipped_bank(), record)]

    def begin_at(self, number: int, state: Interview) -> None:
        """Go on from a state that is known, without going there again."""
        self._first, self._states = number, [state]

    def state(self, number: int) -> Interview:
        """One state, counted from 0."""
        while (coming := self._first + len(self._states)) <= number:
            before = self._states[-1]
            after = self._next(before, random.Random(f"{self.seed}:{coming}"))
            self._states.append(after if after.consented else before)
        return self._states[number - self._first]

    def change(self, number: int) -> Change:
        """What is kept when the interview comes to a state."""
        state = self.state(number)
        return Decided(state.record) if self.kind == "sign_off" and number else Draft(state)

    def _next(self, before: Interview, rng: random.Random) -> Interview:
        if self.kind == "sign_off":
            return replace(before, record=decided(before.record, rng))
        return any_reply(before, rng)

    def find(self, entries: list[Entry], *, at_least: int, at_most: int) -> int | None:
        """Which of some states a journal leads to, in every field; ``None`` when it is none of them."""
        replayed = replay(shipped_bank(), entries)
        if replayed.problems:
            return None
        numbers = range(at_least, at_most + 1)
        return next((n for n in numbers if whole(self.state(n)) == whole(replayed.interview)), None)


def whole(interview: Interview) -> dict[str, Any]:
    """Everything that makes up a state but its bank; what is not kept (see its class) is no part of it."""
    kept = [each.name for each in fields(interview) if each.compare and each.name != "bank"]
    return {name: getattr(interview, name) for name in kept}


def is_kept(kept: Interview | None, state: Interview) -> bool:
    """Whether what was kept last is this state; half-typed text may still wait for its moment."""
    return kept is not None and not changes(kept, state)


def nobody() -> Asker:
    """There is no person in these tests; the key comes from a file."""
    raise NeedsAnswersError("nobody is there")
