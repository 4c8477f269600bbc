"""What a record says of its bank and its profile: the same bytes in thousands of records, judged once."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
from msgspec import UNSET
from pydantic import BaseModel, ValidationError

from relapse_cli.batch.generated.doubt import Doubtful
from relapse_cli.batch.generated.keys import judge_keys
from relapse_cli.batch.generated.read import ReadRecord
from relapse_cli.model.bank import Bank
from relapse_cli.model.record import BankPin, ProfilePin

_MOST = 1000


@dataclass(slots=True)
class Pins:
    """Remembers which pins are valid."""

    bank: Bank
    _known: dict[tuple[type[BaseModel], bytes], bool] = field(default_factory=dict)

    def judge(self, record: ReadRecord) -> None:
        """Refuse a pin that is not surely valid, and a record of another version."""
        self.judge_bank(record)
        if record.profile is not UNSET and not self._is_good(ProfilePin, bytes(record.profile)):
            raise Doubtful

    def judge_bank(self, record: ReadRecord) -> None:
        """Refuse a record of another version of the bank: its answers are migrated before they are read."""
        if record.bank is not UNSET and not self._is_good(BankPin, bytes(record.bank)):
            raise Doubtful

    def _is_good(self, model: type[BaseModel], raw: bytes) -> bool:
        if (model, raw) not in self._known:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[model, raw] = self._read(model, raw)
        return self._known[model, raw]

    def _read(self, model: type[BaseModel], raw: bytes) -> bool:
        try:
            value = msgspec.json.decode(raw)
            if value is None:
                return True
            judge_keys(raw, None)
            pin = model.model_validate(value)
        except (msgspec.DecodeError, ValidationError, Doubtful):
            return False
        return not isinstance(pin, BankPin) or (pin.id, pin.version) == (self.bank.id, self.bank.version)
