"""The shape that everything in a bank has."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class BankModel(BaseModel):
    """The common shape of everything in a bank: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
