"""Words of an interview, searched for in everything its process wrote, in whichever form they might be there.

The process is recorded: not only the store is searched but every file that was written anywhere, whether it
is still there or not, and the names of the files. The control keeps the same words unencrypted.

By hand: ``python -m tests.faults.canary 20``
"""

from __future__ import annotations

import base64
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.interview_process import make_place
from tests.faults.life_process import CANARIES
from tests.faults.recorder import Op, read_changes, run_recorded

PLAIN_FORMS = ("utf-8", "utf-16-le", "base64 of utf-8")
EVERYWHERE = Path("/")


def canary(lives: int, folder: Path, _: random.Random) -> Tally:
    """Search what stores wrote in their lives; then what the control wrote."""
    tally, control = Tally("canary"), Tally("control")
    for number in range(lives):
        tally.losses += search(folder / f"life-{number}", ("first", "second"), tally)
    tally.control = search(folder / "control", ("plain",), control)
    missed = [form for form in PLAIN_FORMS if not any(form in found for found in tally.control)]
    tally.losses += [f"the control was not found as {form}" for form in missed]
    return tally


def search(place: Path, parts: tuple[str, ...], tally: Tally) -> list[str]:
    """Let processes live in a place, and find the words in what they wrote."""
    make_place(place)
    temporary = place / "tmp"
    temporary.mkdir()
    log = place.with_name(f"{place.name}.log")
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"), place / "user")
    for part in parts:
        arguments = [part, place]
        done = run_recorded(
            "tests.faults.life_process", arguments, log, EVERYWHERE, TMPDIR=temporary, **homes
        )
        assert done.returncode == (-9 if part == "first" else 0), done.stderr
    written = {**written_files(log), **files_below(place)}
    tally.counts["files searched"] += len(written)
    tally.counts["bytes searched"] += sum(len(data) for data in written.values())
    return [f"{where}: {words} as {form}" for where, words, form in hits(written)]


def written_files(log: Path) -> dict[str, bytes]:
    """Everything that was ever written, file by file in the order of writing, and the names of the files."""
    data: defaultdict[str, bytearray] = defaultdict(bytearray)
    names: set[str] = set()
    for change in read_changes(log):
        names |= {change.path, change.other}
        if change.op is Op.WRITE:
            data[f"written to {change.path}"] += change.data
    return {"names of files": "\n".join(names).encode(), **{path: bytes(each) for path, each in data.items()}}


def files_below(place: Path) -> dict[str, bytes]:
    """The files that are there; what is mapped into memory was written without a call."""
    return {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def hits(written: Mapping[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Where which words were found, and in which form."""
    for words in CANARIES:
        for form, wanted in forms(words):
            for where, data in written.items():
                if wanted in data:
                    yield where, words, form


def forms(words: str) -> Iterator[tuple[str, bytes]]:
    """The bytes that words may be found as."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        data = words.encode(encoding)
        yield encoding, data
        yield f"hex of {encoding}", data.hex().encode()
        for before in range(3):
            # What does not depend on the bytes around it: all but the first and the last few letters.
            whole = base64.b64encode(bytes(before) + data)
            yield f"base64 of {encoding}", whole[4 if before else 0 : -4]


if __name__ == "__main__":
    run_by_hand(canary, 20)
