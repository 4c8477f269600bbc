"""Who has signed a bank: a statement of a named clinician over one content, and over no other."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from relapse_cli.model.bank_model import BankModel
from relapse_cli.text.days import plain_day

_Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Signature(BankModel):
    """A signature under a bank.

    It shows that the bank is the one that was signed. It does not show who typed the name: nothing in it is
    secret.

    Attributes:
        bank: the id of the bank; ``version`` is that of the bank.
        digest: the content digest of what was signed.
        name: who has signed; ``role`` and ``registration`` say in which capacity.
        signed_on: the day.
    """

    format: Literal["relapse-bank-signature/1"] = "relapse-bank-signature/1"
    bank: str
    version: str
    digest: str
    name: _Said
    role: _Said
    registration: _Said
    signed_on: date

    @property
    def in_words(self) -> str:
        """Who, in which capacity, and when, as documents say it."""
        return f"{self.name}, {self.role}, {plain_day(self.signed_on)}"
