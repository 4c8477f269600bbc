"""What a bank promises of every interview: data beside the bank, which a service can add to."""

from __future__ import annotations

from pydantic import Field

from relapse_cli.model.bank_model import BankModel
from relapse_cli.model.condition import Condition


class Spared(BankModel):
    """An exception with a name of its own: where a promise need not hold, and why."""

    when: Condition
    why: str = Field(min_length=1)


class Promise(BankModel):
    """What everything that is promised has.

    Attributes:
        says: the promise as a sentence.
        unless: where it need not hold.
    """

    id: str = Field(min_length=1)
    says: str = Field(min_length=1)
    unless: tuple[Spared, ...] = ()


class Property(Promise):
    """Something that never holds, or that one thing always brings another."""

    never: Condition | None = None
    given: Condition | None = Field(default=None, alias="if")
    then: Condition | None = None


class EveryOption(Promise):
    """That every option of some questions, the quiet ones aside, brings something."""

    of: tuple[str, ...] = Field(min_length=1)
    then: Condition


class Quiet(BankModel):
    """When a question that has no list of quiet options is answered in a quiet way."""

    question: str
    when: Condition


class Missing(Promise):
    """That a quiet answer which turns out to be missing never lowers the level.

    Attributes:
        quiet: quiet answers beyond the quiet options that critical questions list.
        fields: fields of entries, any value of which may be missing.
    """

    quiet: tuple[Quiet, ...] = ()
    fields: tuple[str, ...] = ()


class SparedOptions(BankModel):
    """Options that may stand below a missing answer, where a condition holds, and why."""

    question: str
    options: tuple[str, ...] = Field(min_length=1)
    when: Condition | None = None
    why: str = Field(min_length=1)


class Positive(Promise):
    """That an option which is not quiet never gives a lower level than a missing answer.

    Attributes:
        fields: fields of groups whose options are looked at as well, each with its quiet ones.
        spared: the exceptions.
    """

    fields: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    spared: tuple[SparedOptions, ...] = ()


class Suppressions(Promise):
    """That what keeps a flag down leaves another one standing.

    Attributes:
        facts: facts that keep flags down, each with the flags that stand in their place.
    """

    facts: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Properties(BankModel):
    """All that is promised of a bank."""

    properties: tuple[Property, ...] = ()
    every_option: tuple[EveryOption, ...] = ()
    missing_never_lower: Missing | None = None
    positive_never_lower: Positive | None = None
    suppressions: Suppressions | None = None
    plan_parts: Promise | None = None
