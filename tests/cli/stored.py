"""A store for command-line tests, with its key file, as the first interview sets it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.keys.set_up import set_up_store
from relapse_cli.model.journal import Entry
from relapse_cli.model.record import BankPin, ProfilePin, Record
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.key_file import new_key_file
from tests.app.key_holder import nobody
from tests.banks_under_test import shipped_bank
from tests.cli.program import Program, Result

CANARY = "a walk by the river"
PLACE = "12 Elm Street"


@dataclass(frozen=True)
class StoreUnderTest:
    """A store in a folder of its own, with one interview of case PR-101."""

    relapse: Program
    folder: Path
    key: Path

    @property
    def environment(self) -> dict[str, str]:
        """What unlocks it."""
        return {"RELAPSE_KEY_FILE": str(self.key)}

    def run(self, *args: str | Path, env: Mapping[str, str] | None = None) -> Result:
        """Run a command at this store with its key; ``env`` takes the place of the key."""
        given = self.environment if env is None else env
        return self.relapse.run(*args, "--data-dir", self.folder, env=given)


def make_store(relapse: Program, place: Path) -> StoreUnderTest:
    """Set up a store and put an interview in it."""
    made = StoreUnderTest(relapse, place / "store", place / "relapse.key")
    new_key_file(made.key)
    door = StoreDoor(made.folder, Environment(key_file=str(made.key)), nobody)
    set_up_store(door)
    bank = shipped_bank()
    record = Record(
        id="11111111-1111-4111-8111-111111111111",
        case="PR-101",
        path="core",
        bank=BankPin(id=bank.id, version=bank.version, digest=bank.digest),
        profile=ProfilePin(id="us"),
        started_at="2026-11-20T09:00:00+01:00",
    )
    head = record.model_dump(mode="json", exclude={"answers", "decisions"}, exclude_none=True)
    answers = {"frame.consent": True, "frame.location": PLACE, "event.now": CANARY}
    entries = [Entry("begun", {"record": head, "carried": []})]
    entries += [Entry("answer", {"question": name, "raw": raw}) for name, raw in answers.items()]
    door.open().begin(record, entries)
    door.close()
    return made
