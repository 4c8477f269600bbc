"""Unlocking: a given secret is the only one tried and never shown; without one only the keyring is asked."""

from __future__ import annotations

import base64
import os
import shlex
import sys
import unicodedata
from pathlib import Path

import pytest

from relapse_cli.errors import LockedError
from relapse_cli.store.keys.from_environment import GivenSecret, Secrets, given_secret, run_key_command
from relapse_cli.store.keys.os_keyring import OsKeyring
from relapse_cli.store.keys.recovery import new_recovery_key, parse_recovery_key
from relapse_cli.store.keys.slots import Keys
from relapse_cli.store.keys.spelling import parse_key_bytes, parse_key_text, passphrase_secret
from relapse_cli.store.keys.unlock import keyring_name, open_with, slots_here, unlock_quietly
from tests.store.key_stubs import (
    DATA_KEY,
    PASSPHRASE,
    STORE,
    keys_of,
    memory_keyring,
    random_secret,
    slot_for,
)

FILE_SECRET = bytes(reversed(range(32)))
FILE_TEXT = base64.b64encode(FILE_SECRET).decode()
RECOVERY_KEY = new_recovery_key()
RECOVERY_SECRET = parse_recovery_key(RECOVERY_KEY) or b""

SLOTS = [
    slot_for("passphrase", PASSPHRASE),
    slot_for("file", FILE_SECRET),
    slot_for("recovery", RECOVERY_SECRET),
]
KEYS = keys_of(*SLOTS)
NO_KEYRING = memory_keyring()


def printing(text: str, code: int = 0) -> str:
    """A key command that prints a text and ends with an exit code."""
    program = f"import sys; sys.stdout.write({text!r}); sys.exit({code})"
    return shlex.join([sys.executable, "-c", program])


def with_keyring() -> tuple[Keys, OsKeyring]:
    """Keys that have a keyring slot, and the keyring that holds its secret."""
    ring, secret = memory_keyring(), random_secret()
    ring.write(keyring_name(STORE, "k7"), secret)
    return keys_of(*SLOTS, slot_for("keyring", secret, slot_id="k7")), ring


def test_every_slot_gives_the_data_key() -> None:
    """Typed or given as bytes, each secret opens its own slot."""
    opened = [
        open_with(KEYS, "passphrase", PASSPHRASE),
        open_with(KEYS, "recovery", RECOVERY_KEY.lower()),
        open_with(KEYS, "recovery", RECOVERY_SECRET),
        open_with(KEYS, "file", FILE_SECRET),
        open_with(KEYS, "file", FILE_TEXT),
    ]

    assert [(key.key, key.generation) for key in opened if key] == [(DATA_KEY, 1)] * 5


def test_a_wrong_secret_is_none() -> None:
    """Wrong, empty and of another kind: no key, and no exception."""
    assert [open_with(KEYS, "passphrase", text) for text in ("", "wrong", PASSPHRASE.title())] == [None] * 3
    assert [open_with(KEYS, "recovery", text) for text in ("", new_recovery_key(), PASSPHRASE)] == [None] * 3
    assert [open_with(KEYS, "file", secret) for secret in (b"", bytes(32), "x")] == [None] * 3
    assert open_with(keys_of(SLOTS[0]), "recovery", RECOVERY_KEY) is None


def test_a_slot_whose_key_is_not_the_store_s_opens_nothing() -> None:
    """A slot that was sealed with this secret around another data key is noticed by the check."""
    planted = slot_for("file", FILE_SECRET, data_key=bytes(32))

    assert open_with(keys_of(planted), "file", FILE_SECRET) is None


def test_accents_are_the_same_however_they_are_typed() -> None:
    """A passphrase made on one machine opens on another that composes its accents differently."""
    composed = unicodedata.normalize("NFC", "café à la crème")
    typed = unicodedata.normalize("NFD", composed)

    assert typed != composed
    assert open_with(keys_of(slot_for("passphrase", composed)), "passphrase", typed) is not None
    assert passphrase_secret("\ud800") == b"\xed\xa0\x80"


@pytest.mark.parametrize("data", [FILE_SECRET, FILE_TEXT.encode(), f"{FILE_TEXT}\n".encode()])
def test_a_key_file_opens_the_store(tmp_path: Path, data: bytes) -> None:
    """32 bytes or their base64, with or without a line end."""
    (tmp_path / "key").write_bytes(data)
    opened = unlock_quietly(KEYS, Secrets(key_file=str(tmp_path / "key")), NO_KEYRING)

    assert opened is not None
    assert (opened.key, opened.kind) == (DATA_KEY, "file")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        FILE_SECRET + b"\n",
        FILE_SECRET[:31],
        f"{FILE_TEXT}\n\n".encode(),
        f" {FILE_TEXT}".encode(),
        b"\xff" * 44,
    ],
    ids=["empty", "bytes and line end", "short", "two line ends", "blank", "not text"],
)
def test_what_is_no_key_file_is_told(tmp_path: Path, data: bytes) -> None:
    """A file of any other content is refused by the name of the variable."""
    (tmp_path / "key").write_bytes(data)

    with pytest.raises(LockedError, match="RELAPSE_KEY_FILE") as caught:
        unlock_quietly(KEYS, Secrets(key_file=str(tmp_path / "key")), NO_KEYRING)
    assert "not a key file" in caught.value.message


def test_the_two_alphabets_of_base64_are_one() -> None:
    """A key that a web tool wrote with - and _ is the same key."""
    secret = b"\xfb\xef\xff" * 10 + b"\xfb\xef"

    assert [parse_key_text(f(secret).decode()) for f in (base64.b64encode, base64.urlsafe_b64encode)] == [
        secret
    ] * 2
    assert parse_key_bytes(base64.urlsafe_b64encode(secret) + b"\r\n") == secret


@pytest.mark.parametrize("name", ["gone", ".", "gone/further", "nul\0byte"])
def test_a_key_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    """Missing, a folder, or no name at all: an error that names the variable."""
    with pytest.raises(LockedError, match="RELAPSE_KEY_FILE"):
        unlock_quietly(KEYS, Secrets(key_file=str(tmp_path / name)), NO_KEYRING)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(FILE_TEXT, "file"), (RECOVERY_KEY, "recovery"), (PASSPHRASE, "passphrase")],
    ids=["file", "recovery", "passphrase"],
)
def test_the_key_and_the_command_may_give_any_secret(text: str, kind: str) -> None:
    """A key in base64, a recovery key or a passphrase: whichever slot it fits."""
    command = printing(f"{text}\nsecond line\n")
    opened = [
        unlock_quietly(KEYS, Secrets(key=text), NO_KEYRING),
        unlock_quietly(KEYS, Secrets(key_command=command), NO_KEYRING),
    ]

    assert [(key.key, key.kind) for key in opened if key] == [(DATA_KEY, kind)] * 2


def test_the_file_goes_before_the_command_before_the_key(tmp_path: Path) -> None:
    """The first that is there is the only one that is read."""
    (tmp_path / "key").write_bytes(FILE_SECRET)
    everything = Secrets(str(tmp_path / "key"), printing("from the command\n"), "from the variable")

    names = [
        given.name
        for secrets in (everything, Secrets("", everything.key_command, "x"), Secrets(key="x"))
        if (given := given_secret(secrets)) is not None
    ]
    assert names == ["RELAPSE_KEY_FILE", "RELAPSE_KEY_COMMAND", "RELAPSE_KEY"]
    assert given_secret(Secrets()) is None


def test_a_given_secret_that_opens_nothing_is_the_end(tmp_path: Path) -> None:
    """It is told at once and by its variable, and the keyring does not open the store in its place."""
    keys, ring = with_keyring()
    (tmp_path / "key").write_bytes(bytes(32))
    given = {
        "RELAPSE_KEY_FILE": Secrets(key_file=str(tmp_path / "key")),
        "RELAPSE_KEY_COMMAND": Secrets(key_command=printing("a wrong passphrase\n")),
        "RELAPSE_KEY": Secrets(key="a wrong passphrase"),
    }
    for name, secrets in given.items():
        with pytest.raises(LockedError) as caught:
            unlock_quietly(keys, secrets, ring)
        assert caught.value.message == f"The key that {name} gives does not open this store."
        assert "wrong passphrase" not in caught.value.message + caught.value.remedy


def test_a_secret_without_its_slot_is_told(tmp_path: Path) -> None:
    """A key file for a store that has none is a different fault from a wrong one."""
    (tmp_path / "key").write_bytes(bytes(32))

    with pytest.raises(LockedError, match="no slot for"):
        unlock_quietly(keys_of(SLOTS[0]), Secrets(key_file=str(tmp_path / "key")), NO_KEYRING)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (printing("hunter2 is the secret\n", code=3), "exit code 3"),
        (printing(""), "printed no key"),
        (printing("\nhunter2"), "printed no key"),
        ("/no/such/program hunter2", "cannot be run"),
        ("'hunter2", "cannot be run"),
        (" ", "cannot be run"),
    ],
)
def test_a_command_that_gives_no_key_is_told(command: str, told: str) -> None:
    """What went wrong is said; neither the command nor what it printed is."""
    with pytest.raises(LockedError, match=told) as caught:
        run_key_command(command)
    assert "RELAPSE_KEY_COMMAND" in caught.value.message
    assert "hunter2" not in f"{caught.value.message} {caught.value.remedy} {caught.value.__cause__}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_command_that_hangs_is_ended() -> None:
    """It is given up after the limit, and what it printed before is not in the error."""
    program = "import sys, time; print('hunter2', flush=True); time.sleep(600)"

    with pytest.raises(LockedError, match="took longer") as caught:
        run_key_command(shlex.join([sys.executable, "-c", program]), limit=0.5)
    assert caught.value.__suppress_context__


def test_a_command_that_prints_without_end_is_ended() -> None:
    """A key is short; what prints more is stopped, and no more of it is kept."""
    program = "import sys\nwhile True: sys.stdout.write('hunter2' * 1000)"

    with pytest.raises(LockedError, match="prints far more than a key") as caught:
        run_key_command(shlex.join([sys.executable, "-c", program]))
    assert caught.value.__suppress_context__


@pytest.mark.skipif(os.name == "nt", reason="there is no such shell")
def test_a_child_of_the_command_that_goes_on_holds_nobody_up() -> None:
    """A command that leaves something behind with its output open is given up after the limit."""
    with pytest.raises(LockedError, match="took longer"):
        run_key_command("sh -c 'sleep 5 & exit 0'", limit=0.3)


def test_a_command_is_not_given_to_a_shell() -> None:
    """Words that mean something to a shell are only words."""
    command = shlex.join([sys.executable, "-c", "import sys; print(sys.argv[1:])"]) + " a ; echo b > c"

    assert run_key_command(command) == "['a', ';', 'echo', 'b', '>', 'c']"


def test_given_secrets_are_never_shown() -> None:
    """Nothing that a log or a traceback would print holds a secret."""
    shown = [
        repr(Secrets("a file", "echo hunter2", "hunter2")),
        repr(GivenSecret("X", (("file", b"hunter2"),))),
    ]

    assert shown == ["Secrets(key_file='a file')", "GivenSecret(name='X')"]


def test_the_keyring_opens_the_store_quietly() -> None:
    """Without anything given, a keyring slot whose secret this machine holds is enough."""
    keys, ring = with_keyring()
    opened = unlock_quietly(keys, Secrets(), ring)

    assert opened is not None
    assert (opened.key, opened.kind) == (DATA_KEY, "keyring")


def test_only_a_person_can_unlock_the_rest() -> None:
    """No keyring slot, or a keyring of another machine: nothing is opened and nothing is raised."""
    keys, ring = with_keyring()

    assert unlock_quietly(KEYS, Secrets(), ring) is None
    assert unlock_quietly(keys, Secrets(), memory_keyring()) is None


def test_a_changed_secret_in_the_keyring_opens_nothing() -> None:
    """A keyring that holds something else under the name is one that holds nothing."""
    keys, ring = with_keyring()
    ring.write(keyring_name(STORE, "k7"), random_secret())

    assert unlock_quietly(keys, Secrets(), ring) is None


def test_slots_are_shown_as_they_work_here() -> None:
    """A keyring slot works where its secret is; of the others only a person can tell."""
    keys, ring = with_keyring()
    kinds = ["passphrase", "file", "recovery", "keyring"]

    assert [(slot.kind, slot.usable) for slot in slots_here(keys, ring)] == list(
        zip(kinds, [None] * 3 + [True], strict=True)
    )
    assert slots_here(keys, memory_keyring())[-1].usable is False
