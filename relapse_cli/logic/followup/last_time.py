"""What the interview said that a check-in asks again, in words: sleep, anxiety, pull, the early sign."""

from __future__ import annotations

from collections.abc import Mapping

from relapse_cli.logic.answers.in_words import answer_in_words
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model import known_ids as ids
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record

_ASKED_AGAIN = {
    ids.FOLLOWUP_SLEEP: ids.SLEEP,
    ids.FOLLOWUP_ANXIETY: ids.ANXIETY,
    ids.FOLLOWUP_PULL: ids.PULL,
    ids.SIGN_NOTICED: ids.MISSED_SIGN,
}


def last_time(bank: Bank, followed: Record) -> Mapping[str, str]:
    """Return what stands beside some questions of a check-in; what was not answered stands nowhere."""
    return {
        again: f"{'The early sign in the plan' if again == ids.SIGN_NOTICED else 'Last time'}: {words}"
        for again, words in last_values(Evaluation(bank, followed)).items()
    }


def last_values(followed: Evaluation) -> Mapping[str, str]:
    """Return in words what an interview says to questions that a check-in asks again."""
    questions = followed.bank.questions
    return {
        again: answer_in_words(questions[first], followed.answer(first), followed.zone, None)
        for again, first in _ASKED_AGAIN.items()
        if first in questions and followed.answer(first).usable
    }
