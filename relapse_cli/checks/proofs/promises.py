"""Properties in the condition language of the bank, as claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from relapse_cli.checks.proofs.claims import Claim
from relapse_cli.logic.rules.conditions import holds
from relapse_cli.model.bank_properties import EveryOption, Promise, Property
from relapse_cli.model.condition import AllOf, AnyOf, Compare, Condition, Not, Scalar

if TYPE_CHECKING:
    from relapse_cli.checks.proofs.search import Search
    from relapse_cli.checks.proofs.verdict import About
    from relapse_cli.checks.proofs.witness import Interview
    from relapse_cli.model.bank_questions import Question


def condition_claim(
    about: About,
    name: str,
    promise: Promise,
    *,
    broken: Condition,
    arises: Condition | None,
    search: Search,
) -> Claim:
    """That a condition never holds, but for the exceptions of its promise."""
    if promise.unless:
        spared = AnyOf(parts=tuple(each.when for each in promise.unless))
        broken = AllOf(parts=(broken, Not(part=spared)))
    return Claim(about, name, promise.says, search.encoding.holds(broken), _shows(broken), None, arises)


def _shows(condition: Condition) -> Callable[[Interview], bool]:
    return lambda interview: holds(condition, interview.reading)


def property_claims(properties: tuple[Property, ...], search: Search) -> Iterator[Claim]:
    """Each property as what may not be."""
    for each in properties:
        if each.never is not None:
            yield condition_claim("property", each.id, each, broken=each.never, arises=None, search=search)
        elif each.given is not None and each.then is not None:
            broken = AllOf(parts=(each.given, Not(part=each.then)))
            yield condition_claim("property", each.id, each, broken=broken, arises=each.given, search=search)


def option_claims(promises: tuple[EveryOption, ...], search: Search) -> Iterator[Claim]:
    """Each option of a list that is not a quiet one, as what may not stand alone."""
    for promise in promises:
        for name in promise.of:
            question = search.bank.questions[name]
            for option in loud_options(question):
                chosen = option_chosen(question, option)
                broken = AllOf(parts=(chosen, Not(part=promise.then)))
                told = f"{promise.id}: {name}={option}"
                yield condition_claim(
                    "option leads", told, promise, broken=broken, arises=chosen, search=search
                )


def loud_options(question: Question) -> list[str]:
    """The options of a question that are not quiet, nor say that there is nothing."""
    listed = ["true", "false"] if question.type == "yes_no" else [option.id for option in question.options]
    return [option for option in listed if option not in {*question.quiet, question.exclusive}]


def option_value(option: str) -> Scalar:
    """An option as it stands in a record."""
    return {"true": True, "false": False}.get(option, option)


def option_chosen(question: Question, option: str) -> Condition:
    """The condition that an option was chosen."""
    op, value = ("has", option) if question.type == "multi" else ("is", option_value(option))
    return Compare(subject="answer", name=question.id, op="has" if op == "has" else "is", values=(value,))
