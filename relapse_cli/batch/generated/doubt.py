"""What the generated evaluator says where it is not sure, and what it says of a bank that it cannot take."""

from __future__ import annotations

from relapse_cli.errors import InputError


class Doubtful(Exception):  # noqa: N818 - it is no fault of anybody: the record is read once more, the slow way
    """A record that is not surely valid, or not surely read here as the plain evaluator reads it."""


class NotCompiledError(InputError):
    """A bank or a condition that no function is generated for.

    Args:
        what: what of it, by its name.
    """

    def __init__(self, what: str) -> None:
        super().__init__(
            f"No fast evaluator can be made of this: {what}.", remedy="Review these records the plain way."
        )
