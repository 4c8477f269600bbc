"""What a file can hold, or what can stand in its place, to keep a program from its work."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1_000_000

Put = Callable[[Path], None]
"""Puts something hostile at a path, where nothing is yet."""


def _bytes(make: Callable[[], bytes]) -> Put:
    def put(path: Path) -> None:
        path.write_bytes(make())
        path.chmod(0o600)

    return put


def _record(answers: str) -> bytes:
    """A record around the text of its answers."""
    head = '"format":"relapse-interview/1","id":"r","case":"K-7","path":"core"'
    return f'{{{head},"started_at":"2026-11-20T10:00:00+01:00","answers":{{{answers}}}}}\n'.encode()


def _many_keys(number: int, *, last: str = '"z":1') -> str:
    return ",".join([*(f'"k{n}":1' for n in range(number)), last])


def _png(length: int) -> bytes:
    """The head of a picture that says it is so long."""
    return b"\x89PNG\r\n\x1a\n" + length.to_bytes(4) + b"IHDR" + bytes(100)


def _sparse(size: int) -> Put:
    def put(path: Path) -> None:
        with path.open("wb") as stream:
            stream.truncate(size)
        path.chmod(0o600)

    return put


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _loop(path: Path) -> None:
    other = path.with_name(f"{path.name}.other")
    other.unlink(missing_ok=True)
    other.symlink_to(path.name)
    path.symlink_to(other.name)


IN_PLACE: dict[str, Put] = {
    "a pipe": lambda path: os.mkfifo(path, 0o600),
    "a socket": _socket,
    "a folder": lambda path: path.mkdir(mode=0o700),
    "a loop of links": _loop,
    "a link to nothing": lambda path: path.symlink_to("nowhere-at-all"),
    "a link to an endless device": lambda path: path.symlink_to("/dev/zero"),
    "a link to a full device": lambda path: path.symlink_to("/dev/full"),
    "a link to a pipe": lambda path: (
        path.symlink_to(f"{path.name}.pipe"),
        os.mkfifo(path.with_name(f"{path.name}.pipe")),
    )[0],
}
"""What is no file."""

CONTENT: dict[str, Put] = {
    "nothing": _bytes(lambda: b""),
    "one byte": _bytes(lambda: b"\xff"),
    "a byte order mark": _bytes(lambda: b"\xef\xbb\xbf"),
    "another encoding": _bytes(lambda: '{"id": "é"}'.encode("utf-16")),
    "zeros": _bytes(lambda: bytes(MEGABYTE)),
    "3 GB of zeros": _sparse(3_000 * MEGABYTE),
    "blank lines": _bytes(lambda: b"\n" * 12 * MEGABYTE),
    "control signs": _bytes(lambda: b"\x1b]0;title\x07\x9b31m" * 1000),
    "brackets": _bytes(lambda: b"[" * 10 * MEGABYTE),
    "braces": _bytes(lambda: b'{"a":' * 2 * MEGABYTE),
    "pairs of brackets": _bytes(lambda: b"[" + b"[]," * 3 * MEGABYTE + b"1]"),
    "a text that does not end": _bytes(lambda: b'{"a": "' + b"\\\\\\" * 3 * MEGABYTE),
    "a long text": _bytes(lambda: _record(f'"event.now":"{"x" * 10 * MEGABYTE}"')),
    "a long number": _bytes(lambda: _record(f'"contact.worth":{"9" * 10 * MEGABYTE}')),
    "an endless number": _bytes(lambda: _record('"contact.worth":1e999999999')),
    "a long key": _bytes(lambda: _record(f'"{"." * 10 * MEGABYTE}":1')),
    "1.2 million keys": _bytes(lambda: _record(_many_keys(1_200_000))),
    "1.2 million keys outside": _bytes(lambda: b"{%s}" % _many_keys(1_200_000).encode()),
    "90,000 keys outside": _bytes(lambda: b"{%s}" % _many_keys(90_000).encode()),
    "90,000 answers": _bytes(lambda: _record(_many_keys(90_000))),
    "the last key twice": _bytes(lambda: _record(_many_keys(190_000, last='"k189999":1'))),
    "many decisions": _bytes(
        lambda: _record("").replace(b"}}", b'},"decisions":[' + b'{"kind":"x"},' * 60_000 + b"1]}")
    ),
    "many options": _bytes(lambda: _record('"safety.now":[' + '"x",' * 150_000 + '"y"]')),
    "many entries": _bytes(lambda: _record('"event.substance":[' + "{}," * 90_000 + "{}]")),
    "a million records": _bytes(lambda: b"{}\n" * 30_000),
    "aliases": _bytes(
        lambda: b"\n".join(
            [b"a0: &a0 [x, x, x, x, x, x, x, x, x]"]
            + [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 9)]
        )
    ),
    "a tag": _bytes(lambda: b"a: !!python/object/apply:os.system ['true']\n"),
    "questions": _bytes(lambda: b"? " * 400_000),
    "dashes": _bytes(lambda: b"- " * 400_000),
    "lines of dashes": _bytes(lambda: b"- a\n" * 240_000),
    "many keys in lines": _bytes(lambda: b"".join(b"k%d: 1\n" % n for n in range(90_000))),
    "a list of flows": _bytes(lambda: b"a: [" + b"[],{}," * 150_000),
    "quotation marks": _bytes(lambda: b"'" * 900_000),
    "a folded text": _bytes(lambda: b"a: >\n" + b"  x\n\n" * 190_000),
    "many documents": _bytes(lambda: b"--- a\n" * 160_000),
    "comments": _bytes(lambda: b"# x\n" * 240_000),
    "a picture that is too long": _bytes(lambda: _png(0xFFFFFFFF)),
    "an entity that grows": _bytes(
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "xxxx"><!ENTITY b "&a;&a;&a;">]>'
            b'<svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
        )
    ),
    "elements": _bytes(lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<g>" * 10_000),
    "the end of a zip": _bytes(lambda: b"PK\5\6" + b"\xff" * 18),
    "an empty zip": _bytes(lambda: b"PK\5\6" + bytes(18)),
    "the end of a large zip": _bytes(
        lambda: b"PK\6\6" + b"\xff" * 52 + b"PK\6\7" + b"\xff" * 16 + b"PK\5\6" + b"\xff" * 18
    ),
    "a plain database": _bytes(lambda: b"SQLite format 3\0" + bytes(4080)),
}
"""What a file holds that is not what is meant."""

HOSTILE = {**IN_PLACE, **CONTENT}
