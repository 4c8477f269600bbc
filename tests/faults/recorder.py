"""Running a program so that every change it makes to a file is written down, and can be made to fail."""

from __future__ import annotations

import atexit
import ctypes
import functools
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from pathlib import Path

SOURCE = Path(__file__).with_name("record_writes.c")
CHECKOUT = Path(__file__).parents[2]
HEAD = struct.Struct("<BQQIIII")
COMPILER = shutil.which("cc") or shutil.which("gcc")
CAN_RECORD = sys.platform == "linux" and COMPILER is not None
WHY_NOT = "recording what a program writes needs Linux and a C compiler (cc)"


class Op(IntEnum):
    """What was done, as record_writes.c numbers it."""

    CREATE = 1
    WRITE = 2
    CUT = 3
    SYNC = 4
    UNLINK = 5
    RMDIR = 6
    RENAME = 7
    LINK = 8
    MKDIR = 9
    UNNAMED = 10


class On(IntFlag):
    """What is to fail."""

    WRITE = 1
    SYNC = 2
    CUT = 4
    CREATE = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        inode: the file or folder, where an open one was changed, a new one came into being, or one that had
            no name got one.
        offset: where in the file; for a cut its new length.
        mode: of a new or synced file, with its kind.
        other: the second path of a renaming or a link.
    """

    op: Op
    inode: int
    offset: int
    mode: int
    data: bytes
    path: str
    other: str


@functools.cache
def built_recorder() -> Path:
    """Compile the recorder, once in a process."""
    assert COMPILER is not None
    folder = Path(tempfile.mkdtemp(prefix="recorder-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = folder / "record_writes.so"
    options = ["-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl", "-lpthread"]
    subprocess.run([COMPILER, *options], check=True)
    return made


def recording(log: Path, under: Path) -> dict[str, str]:
    """The environment in which a Python program is recorded."""
    more = {
        "RECORD_WRITES_LOG": str(log),
        "RECORD_WRITES_UNDER": str(under),
        "LD_PRELOAD": str(built_recorder()),
    }
    # A program whose coverage is measured writes files of its own; those are not the product's.
    mine = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return {**mine, **more, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1"}


def run_recorded(
    module: str,
    arguments: Sequence[object],
    log: Path,
    under: Path,
    *,
    umask: int = -1,
    **environment: object,
) -> subprocess.CompletedProcess[str]:
    """Run a module to its end under the recorder, and return what it said."""
    more = {name: str(value) for name, value in environment.items()}
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        env={**recording(log, under), **more},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        umask=umask,
    )


def read_changes(log: Path) -> Iterator[Change]:
    """The changes of a log."""
    data, at = memoryview(log.read_bytes()), 0
    while at < len(data):
        op, inode, offset, mode, *lengths = HEAD.unpack_from(data, at)
        at += HEAD.size
        parts = []
        for length in lengths:
            parts.append(bytes(data[at : at + length]))
            at += length
        written, path, other = parts
        yield Change(Op(op), inode, offset, mode, written, os.fsdecode(path), os.fsdecode(other))


class Faults:
    """The faults of this process's disk; only in a process that is recorded."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.faults_hit.restype = ctypes.c_long

    def after(self, kinds: On, skip: int, times: int, error: int) -> None:
        """Let some operations fail, after others have worked."""
        self._library.set_fault(int(kinds), ctypes.c_long(skip), ctypes.c_long(times), error)

    def room(self, size: int) -> None:
        """Let the disk be full after so many bytes; -1 = there is room again."""
        self._library.set_room(ctypes.c_long(size))

    def none(self) -> int:
        """Let everything work again; how many faults there were."""
        hit = int(self._library.faults_hit())
        self.room(-1)
        return hit
