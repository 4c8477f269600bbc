"""The operating system's keyring: used when it is real and quick, and otherwise as if it were not there."""

from __future__ import annotations

import threading

import pytest

from relapse_cli.store.keys.os_keyring import OsKeyring, find_keyring, trusted_backend, within
from tests.store.key_stubs import MemoryBackend, memory_keyring


class PlaintextBackend(MemoryBackend):
    """A backend of a module that nobody here has looked at."""


class WrappedBackend(MemoryBackend):
    """A backend that loses what it is given."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Hold nothing."""


class StickyBackend(MemoryBackend):
    """A backend that cannot forget."""

    def delete_password(self, service: str, username: str) -> None:
        """Keep it."""


class BrokenBackend(MemoryBackend):
    """A backend that raises whatever is asked."""

    def get_password(self, service: str, username: str) -> str | None:
        """Raise what no library would declare."""
        raise RuntimeError(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Raise."""
        raise RuntimeError(service, username, password)


class HangingBackend(MemoryBackend):
    """A backend that waits for a person."""

    def __init__(self, answered: threading.Event) -> None:
        super().__init__()
        self.answered = answered

    def get_password(self, service: str, username: str) -> str | None:
        """Wait until the test is over."""
        self.answered.wait()
        return super().get_password(service, username)


def named(module: str, **attributes: object) -> object:
    """A backend that says it comes from a module."""
    return type("Keyring", (MemoryBackend,), {"__module__": module, **attributes})()


@pytest.mark.parametrize("module", ["macOS", "Windows", "SecretService", "kwallet", "libsecret"])
def test_the_real_keyrings_are_used(module: str) -> None:
    """Each operating system's own keyring is on the list."""
    backend = named(f"keyring.backends.{module}")

    assert trusted_backend(backend) is backend


@pytest.mark.parametrize(
    "module",
    ["keyring.backends.null", "keyring.backends.fail", "keyrings.alt.file", "keyring.backends", "mine"],
)
def test_nothing_else_is_used(module: str) -> None:
    """Null, fail, plaintext files and unknown backends are refused, and so is what hides them."""
    assert trusted_backend(named(module)) is None
    assert find_keyring(lambda: named(module)) is None


def test_the_library_s_own_stand_ins_are_refused() -> None:
    """The real null and fail backends of the library are recognised."""
    from keyring.backends import fail, null

    backends = (null.Keyring(), fail.Keyring())  # type: ignore[no-untyped-call]

    assert [trusted_backend(backend) for backend in backends] == [None, None]


def test_of_a_chain_the_first_real_link_is_used() -> None:
    """A chain is never used as one, since it may end in a plaintext file; one without a real link is none."""
    plain, real = named("keyrings.alt.file"), named("keyring.backends.kwallet")
    chain = "keyring.backends.chainer"

    assert trusted_backend(named(chain, backends=[plain, real])) is real
    assert trusted_backend(named(chain, backends=[plain, named("keyring.backends.fail")])) is None
    assert trusted_backend(named(chain, backends=[])) is None


def test_looking_for_a_keyring_never_raises() -> None:
    """A broken installation of a backend is the same as no keyring."""

    def find() -> object:
        raise ImportError("no such module")

    assert find_keyring(find) is None


def test_a_secret_is_held_read_and_forgotten() -> None:
    """What goes in comes out, under its own name only."""
    ring = memory_keyring()

    assert (ring.write("a/k1", b"\0secret\xff"), ring.read("a/k1"), ring.read("a/k2")) == (
        True,
        b"\0secret\xff",
        None,
    )
    assert (ring.delete("a/k1"), ring.read("a/k1"), ring.delete("a/k1")) == (True, None, False)


def test_the_round_trip_leaves_nothing() -> None:
    """A working keyring says so and holds afterwards what it held before."""
    backend = MemoryBackend()

    assert OsKeyring(backend, 30).works()
    assert backend.held == {}


@pytest.mark.parametrize("backend", [WrappedBackend(), StickyBackend(), BrokenBackend()])
def test_a_keyring_that_loses_or_keeps_too_much_does_not_work(backend: MemoryBackend) -> None:
    """No slot is made on a keyring that does not return, or does not forget, what it was given."""
    assert not OsKeyring(backend, 30).works()


def test_a_broken_keyring_holds_nothing() -> None:
    """Whatever the backend raises, reading gives nothing and writing says no."""
    ring = OsKeyring(BrokenBackend(), 30)

    assert (ring.read("a"), ring.write("a", b"b"), ring.delete("a")) == (None, False, False)


def test_a_hanging_keyring_is_left_behind() -> None:
    """A keyring that waits for a person is given up after the limit, and does not keep the program alive."""
    answered = threading.Event()
    try:
        ring = OsKeyring(HangingBackend(answered), limit=0.05)

        assert (ring.read("a"), ring.works()) == (None, False)
        assert all(thread.daemon for thread in threading.enumerate() if thread.name == "keyring")
    finally:
        answered.set()


def test_what_is_not_base64_is_no_secret() -> None:
    """An entry that something else wrote opens nothing."""
    backend = MemoryBackend()
    backend.set_password("relapse", "a", "not base64 at all")

    assert OsKeyring(backend, 30).read("a") is None


def test_within_returns_what_came_in_time() -> None:
    """The result when there is one; nothing when the action raised."""

    def broken() -> int:
        raise KeyError

    assert (within(30, lambda: 7), within(30, broken)) == (7, None)
