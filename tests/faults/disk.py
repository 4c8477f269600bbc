"""A disk that forgets: what was synced stays at a power cut, anything else may or may not.

A file that was synced keeps its content and its size; of what was written since, any sectors may be there, in
any order, and what is not there is as before, zeros or noise. Names come and go in their order within a
folder, and stay for certain once that folder was synced. This is harder than most file systems are.
"""

from __future__ import annotations

import itertools
import os
import random
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Union

from tests.faults.recorder import Change, Op

SECTOR = 512
Node = Union["File", "Folder"]
Names = dict[str, Node]


@dataclass(eq=False)
class File:
    """A file: what is on the disk for certain, what a running program sees, and what happened in between."""

    durable: bytes = b""
    live: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        """Write, unsynced."""
        self.live.extend(bytes(max(0, offset - len(self.live))))
        self.live[offset : offset + len(data)] = data
        self.pending.append((offset, data))

    def cut(self, length: int) -> None:
        """Change the length, unsynced."""
        del self.live[length:]
        self.live.extend(bytes(length - len(self.live)))
        self.pending.append((length, None))

    def sync(self) -> None:
        """From now on this is certain."""
        if self.pending:
            self.durable = bytes(self.live)
            self.pending.clear()

    def after_cut(self, rng: random.Random) -> bytes:
        """What may be in the file after a power cut."""
        if not self.pending:
            return self.durable
        chance = rng.choice([0.0, 0.2, 0.5, 0.8, 1.0])
        filler = rng.choice([bytes, rng.randbytes])
        content = bytearray(self.durable)
        for offset, data in self.pending:
            if data is None:
                if rng.random() < chance:
                    del content[offset:]
                    content.extend(filler(offset - len(content)))
                continue
            for start, part in sectors(offset, data):
                if rng.random() < chance:
                    content.extend(filler(max(0, start - len(content))))
                    content[start : start + len(part)] = part
        return bytes(content)


@dataclass(eq=False)
class Folder:
    """A folder: its names for certain, its names now, and the steps in between, each a whole."""

    durable: Names = field(default_factory=dict)
    live: Names = field(default_factory=dict)
    pending: list[dict[str, Node | None]] = field(default_factory=list)

    def change(self, step: dict[str, Node | None]) -> None:
        """Give names to files, or take them away, in one step; unsynced."""
        apply_step(self.live, step)
        self.pending.append(step)

    def sync(self) -> None:
        """From now on these names are certain."""
        self.durable = dict(self.live)
        self.pending.clear()

    def after_cut(self, rng: random.Random) -> Names:
        """The names that may be there after a power cut: those up to some step."""
        names = dict(self.durable)
        for step in self.pending[: rng.choice([0, len(self.pending), rng.randint(0, len(self.pending))])]:
            apply_step(names, step)
        return names


class Disk:
    """What was below a folder, from its making on, as a log of changes tells it."""

    def __init__(self, top: Path) -> None:
        self.top = PurePosixPath(top)
        self.root = Folder()
        self.inodes: dict[int, Node] = {top.stat().st_ino: self.root}

    def take(self, change: Change) -> None:
        """Take in the next change."""
        match change.op:
            case Op.CREATE | Op.MKDIR:
                made: Node = Folder() if stat.S_ISDIR(change.mode) else File()
                self.inodes[change.inode] = made
                folder, name = self.place(change.path)
                folder.change({name: made})
            case Op.UNNAMED:
                self.inodes[change.inode] = File()
            case Op.WRITE:
                self.file(change.inode).write(change.offset, change.data)
            case Op.CUT:
                self.file(change.inode).cut(change.offset)
            case Op.SYNC:
                self.inodes[change.inode].sync()
            case Op.UNLINK | Op.RMDIR:
                folder, name = self.place(change.path)
                folder.change({name: None})
            case Op.LINK if change.inode:
                folder, name = self.place(change.other)
                folder.change({name: self.inodes[change.inode]})
            case Op.LINK | Op.RENAME:
                self.rename(change)

    def rename(self, change: Change) -> None:
        """A renaming within a folder is one step; into another folder it is two, for each has its own."""
        folder, name = self.place(change.path)
        target, other = self.place(change.other)
        moved = folder.live[name]
        if change.op is Op.LINK:
            target.change({other: moved})
        elif target is folder:
            folder.change({name: None, other: moved})
        else:
            target.change({other: moved})
            folder.change({name: None})

    def file(self, inode: int) -> File:
        """An open file."""
        found = self.inodes[inode]
        assert isinstance(found, File)
        return found

    def place(self, path: str) -> tuple[Folder, str]:
        """The folder and the name of a path, as it is now."""
        folder = self.root
        *above, name = PurePosixPath(os.path.normpath(path)).relative_to(self.top).parts
        for part in above:
            found = folder.live[part]
            assert isinstance(found, Folder)
            folder = found
        return folder, name

    def content(self, path: Path) -> bytes | None:
        """What a running program sees in a file."""
        folder, name = self.place(str(path))
        found = folder.live.get(name)
        return bytes(found.live) if isinstance(found, File) else None

    def write_out(self, target: Path, rng: random.Random | None) -> None:
        """Make the files that may be there after a power cut; without ``rng`` those of this moment."""
        write_names(self.root, target, rng)


def apply_step(names: Names, step: dict[str, Node | None]) -> None:
    """Change names in one step."""
    for name, node in step.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def write_names(folder: Folder, target: Path, rng: random.Random | None) -> None:
    """Write what is in a folder to a real one; shared memory holds nothing that outlives its programs."""
    target.mkdir(mode=0o700, parents=True)
    for name, node in (folder.live if rng is None else folder.after_cut(rng)).items():
        if isinstance(node, Folder):
            write_names(node, target / name, rng)
        elif not name.endswith("-shm"):
            content = bytes(node.live) if rng is None else node.after_cut(rng)
            handle = os.open(target / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)


def sectors(offset: int, data: bytes) -> list[tuple[int, bytes]]:
    """A write in the pieces that a disk writes as a whole."""
    first = SECTOR - offset % SECTOR
    cuts = [0, *range(first, len(data), SECTOR), len(data)]
    return [(offset + a, data[a:b]) for a, b in itertools.pairwise(cuts)]


def replayed(top: Path, changes: Sequence[Change]) -> Disk:
    """The disk after all changes."""
    disk = Disk(top)
    for change in changes:
        disk.take(change)
    return disk
