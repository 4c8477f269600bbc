"""What the interview said that a check-in asks again, in words: sleep, anxiety, pull, the early sign."""

from __future__ import annotations

from collections.abc import Mapping

from relapse_cli.logic.answers.in_words import answer_in_words
from relapse_cli.logic.rules.evaluation import Evaluation
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import Record


def last_time(bank: Bank, followed: Record) -> Mapping[str, str]:
    """Return what stands beside some questions of a check-in; what was not answered stands nowhere."""
    return {
        again: f"{'The early sign in the plan' if again == bank.roles.sign_noticed else 'Last time'}: {words}"
        for again, words in last_values(Evaluation(bank, followed)).items()
    }


def last_values(followed: Evaluation) -> Mapping[str, str]:
    """Return in words what an interview says to questions that a check-in asks again."""
    questions, roles = followed.bank.questions, followed.roles
    asked_again = {
        roles.followup_sleep: roles.sleep,
        roles.followup_anxiety: roles.anxiety,
        roles.followup_pull: roles.pull,
        roles.sign_noticed: roles.missed_sign,
    }
    return {
        again: answer_in_words(questions[first], followed.answer(first), followed.zone, None)
        for again, first in asked_again.items()
        if first in questions and followed.answer(first).usable
    }
