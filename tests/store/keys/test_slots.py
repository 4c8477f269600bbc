"""Slots: the right secret opens, anything else does not, and no part of a slot can be changed unnoticed."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from relapse_cli.errors import StoreError
from relapse_cli.store.keys.slots import (
    FORMAT,
    Argon2Cost,
    DataKey,
    Generation,
    Keys,
    KeySlot,
    Place,
    SlotKind,
    key_check,
)
from relapse_cli.store.keys.wrap import unwrap, wrap
from tests.store.key_stubs import CHEAP, DATA_KEY, NOW, PASSPHRASE, STORE, keys_of, random_secret, slot_for

PLACE = Place(STORE, 1)


@pytest.mark.parametrize("kind", ["keyring", "passphrase", "recovery", "file"])
def test_the_secret_opens_the_slot(kind: SlotKind) -> None:
    """Whatever the kind, the data key comes back for its secret and for no other."""
    slot = slot_for(kind, b"the right secret")

    assert unwrap(slot, b"the right secret", PLACE) == DATA_KEY
    assert [unwrap(slot, wrong, PLACE) for wrong in (b"", b"the right secret ", b"x" * 32)] == [None] * 3


def test_a_passphrase_costs_what_the_standard_says() -> None:
    """Argon2id with 3 passes, 64 MiB and 4 lanes is what a slot gets when nobody says otherwise."""
    slot = wrap("passphrase", b"secret", DATA_KEY, PLACE, now=NOW)

    assert slot.argon2 == Argon2Cost(t=3, m=65536, p=4)
    assert (unwrap(slot, b"secret", PLACE), unwrap(slot, b"Secret", PLACE)) == (DATA_KEY, None)


CHANGES: list[dict[str, object]] = [
    {"id": "k-other"},
    {"kind": "recovery"},
    {"created_at": "2020-01-01"},
    {"salt": bytes(16)},
    {"argon2": Argon2Cost(t=2, m=8, p=1)},
    {"wrapped": bytes(60)},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
@pytest.mark.parametrize("kind", ["passphrase", "file"])
def test_a_changed_slot_opens_nothing(kind: SlotKind, change: dict[str, object]) -> None:
    """Name, kind, date, salt, cost and wrapped key are all under the seal."""
    slot = slot_for(kind, b"secret")

    assert unwrap(slot.model_copy(update=change), b"secret", PLACE) is None


@given(st.integers(min_value=0, max_value=60 * 8 - 1))
def test_a_flipped_bit_opens_nothing(bit: int) -> None:
    """No bit of the wrapped key can be flipped unnoticed."""
    slot = slot_for("file", b"secret")
    flipped = int.from_bytes(slot.wrapped, "big") ^ 1 << bit

    assert unwrap(slot.model_copy(update={"wrapped": flipped.to_bytes(60, "big")}), b"secret", PLACE) is None


@pytest.mark.parametrize("place", [Place("another store", 1), Place(STORE, 2)])
def test_a_slot_opens_only_where_it_was_made(place: Place) -> None:
    """A slot put into another store or another generation opens nothing."""
    assert unwrap(slot_for("file", b"secret"), b"secret", place) is None


def test_two_slots_share_nothing() -> None:
    """The same secret and data key give another salt, another name and other bytes each time."""
    first, second = slot_for("file", b"secret"), slot_for("file", b"secret")

    assert not {first.id, first.salt, first.wrapped} & {second.id, second.salt, second.wrapped}


def test_too_little_memory_is_told() -> None:
    """When Argon2 cannot do its work, that is said; it is not taken for a wrong passphrase."""
    slot = slot_for("passphrase", b"secret").model_copy(update={"argon2": Argon2Cost(t=1, m=8, p=16)})

    with pytest.raises(StoreError, match="cannot be checked") as caught:
        unwrap(slot, b"secret", PLACE)
    assert "memory" in caught.value.remedy


@pytest.mark.parametrize(
    "cost", [{"t": 0}, {"t": 13}, {"m": 4 * 65536 + 1}, {"t": 12, "m": 65537}, {"p": 0}, {"p": 17}]
)
def test_a_cost_has_bounds(cost: dict[str, int]) -> None:
    """A planted file cannot ask for more than four times the work of what the program itself writes."""
    with pytest.raises(ValidationError):
        Argon2Cost(**cost)


def test_a_slot_takes_the_place_of_its_kind() -> None:
    """A changed passphrase is one slot in the place of another; the rest stays as it is."""
    old, file = slot_for("passphrase", PASSPHRASE), slot_for("file", random_secret())
    new = slot_for("passphrase", "another one")

    assert keys_of(old, file).with_slot(new).current.slots == (file, new)
    assert keys_of(old, file).without("file").current.slots == (old,)


def test_the_last_slot_stays() -> None:
    """Keys without a slot would be a store that nobody can open."""
    with pytest.raises(ValidationError):
        keys_of(slot_for("file", b"secret")).without("file")


def test_a_key_is_known_by_its_check() -> None:
    """A generation knows its own data key, and the check does not contain it."""
    generation = keys_of(slot_for("file", b"secret")).current

    assert (generation.holds(DATA_KEY), generation.holds(bytes(32))) == (True, False)
    assert generation.check not in DATA_KEY


def test_keys_are_never_shown() -> None:
    """Neither a data key nor a slot's secret is in what a log or a traceback would print."""
    shown = repr(DataKey(DATA_KEY, 1, "file"))

    assert shown == "DataKey(generation=1, kind='file')"


def test_bytes_are_written_in_base64() -> None:
    """The file is text, and its bytes are read back as they were."""
    slot = slot_for("file", b"secret")
    raw = json.loads(slot.model_dump_json())

    assert base64.urlsafe_b64decode(raw["wrapped"]) == slot.wrapped
    assert KeySlot.model_validate_json(slot.model_dump_json()) == slot


def two_generations(**second: object) -> Keys:
    """Keys in the middle of a change of the data key."""
    first = {"id": 1, "check": key_check(DATA_KEY), "slots": (slot_for("file", b"a"),), "database": b"1" * 16}
    other = {
        "id": 2,
        "check": key_check(bytes(32)),
        "slots": (slot_for("file", b"b"),),
        "database": b"2" * 16,
    }
    generations = (Generation.model_validate(first), Generation.model_validate(other | second))
    return Keys(format=FORMAT, store=STORE, generations=generations)


def test_two_generations_are_told_apart_by_their_databases() -> None:
    """During a change of the data key it is known without any secret which database belongs to which."""
    assert [generation.id for generation in two_generations().generations] == [1, 2]
    with pytest.raises(ValidationError):
        two_generations(database=None)
    with pytest.raises(ValidationError):
        two_generations(id=1)


@pytest.mark.parametrize(
    "slots",
    [
        [slot_for("file", b"a"), slot_for("file", b"b")],
        [slot_for("file", b"a", slot_id="k1"), slot_for("recovery", b"b", slot_id="k1")],
    ],
    ids=["kind", "name"],
)
def test_no_two_slots_are_alike(slots: list[KeySlot]) -> None:
    """Two slots of one kind or of one name are refused, not chosen from."""
    with pytest.raises(ValidationError):
        keys_of(*slots)


def test_the_test_cost_is_not_the_real_one() -> None:
    """Tests use a cheap cost by name only; the standard stays what it is."""
    assert Argon2Cost() != CHEAP
