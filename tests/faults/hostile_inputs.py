"""Everything that the program reads, and everything hostile that can stand there.

Each run ends by itself, with a sentence and an exit code of its own, within bounds of memory, of processor
time and of what it says; never with "something went wrong inside the program". The control reads its file as
a program does that does not think of it.

By hand: ``python -m tests.faults.hostile_inputs 2000``
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tests.cli.program import COMMAND, VIGNETTES, Program
from tests.cli.stored import StoreUnderTest, make_store
from tests.faults.by_hand import Tally, run_by_hand
from tests.faults.hostilities import HOSTILE, IN_PLACE

PR_101 = VIGNETTES / "PR-101.json"
MOST_MEMORY = 400_000
"""Kilobytes that a run may have at its peak; a plan of an ordinary record takes about a quarter of it."""

MOST_SECONDS = 20
"""Of processor time; the hardest takes a few on a slow machine."""

HANGS = 120.0
"""Seconds by the clock after which a run counts as one that waits for ever."""

MOST_WORDS = 100_000
"""Bytes that may be said on standard error: twenty faults of the greatest length."""

BUG = "something went wrong inside the program"


@dataclass(frozen=True)
class Case:
    """One run.

    Attributes:
        name: which input, and what stands there.
        args: the command line.
        environment: what is added to the environment.
        stdin: what is read from standard input.
        codes: the exit codes that are right.
    """

    name: str
    args: tuple[str | Path, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    stdin: Path | None = None
    codes: tuple[int, ...] = (2, 5)


@dataclass(frozen=True)
class Place:
    """Where the runs take place.

    Attributes:
        folder: of this run alone.
        store: a store that is sound, to be copied.
    """

    folder: Path
    store: StoreUnderTest


Kind = Callable[[Place, Callable[[Path], Path]], Case]
"""Makes a run in a folder; the function it is given puts what is hostile at a path, and returns that."""


def _source(*before: str | Path, name: str = "given.json", after: tuple[str | Path, ...] = ()) -> Kind:
    """A command that is given a file."""

    def make(place: Place, put: Callable[[Path], Path]) -> Case:
        return Case("", (*before, put(place.folder / name), *after), codes=(2, 4, 5))

    return make


def _stdin(*args: str | Path) -> Kind:
    """A command that reads standard input; what is no file cannot stand there."""

    def make(place: Place, put: Callable[[Path], Path]) -> Case:
        return Case("", args, stdin=put(place.folder / "given"), codes=(2, 4, 5))

    return make


def _home(name: str, *args: str | Path, codes: tuple[int, ...] = (0, 2, 5)) -> Kind:
    """A file in the folder of the user's own settings."""

    def make(place: Place, put: Callable[[Path], Path]) -> Case:
        path = place.folder / "home" / name
        path.parent.mkdir(parents=True, mode=0o700)
        put(path)
        return Case("", args, {"RELAPSE_HOME": str(place.folder / "home")}, codes=codes)

    return make


def _cached(name: str) -> Kind:
    """A file of the cache of banks, which is then as good as not there."""

    def make(place: Place, put: Callable[[Path], Path]) -> Case:
        home = place.folder / "home"
        shutil.copytree(place.store.relapse.home, home)
        for path in list(home.glob(name)):
            path.unlink()
            put(path)
        return Case("", ("plan", PR_101), {"RELAPSE_HOME": str(home)}, codes=(0,))

    return make


def _logo(name: str) -> Kind:
    """The logo of a service; without it the document is written all the same."""

    def make(place: Place, put: Callable[[Path], Path]) -> Case:
        put(place.folder / name)
        config = place.folder / "config.yaml"
        config.write_text(f"service:\n  name: House\n  logo: {name}\n", "utf-8")
        return Case("", ("--config", config, "plan", PR_101, "--format", "html"), codes=(0,))

    return make


def _part_of_a_bank(place: Place, put: Callable[[Path], Path]) -> Case:
    """A file that a bank names."""
    bank = place.folder / "bank.yaml"
    bank.write_text("bank: {id: a, version: 1.0.0, title: A}\nfiles: [part.yaml]\n", "utf-8")
    put(place.folder / "part.yaml")
    return Case("", ("bank", "check", bank))


def _stored(name: str, *args: str | Path, codes: tuple[int, ...] = (0, 5)) -> Kind:
    """A file in the folder of the store."""

    def make(place: Place, put: Callable[[Path], Path]) -> Case:
        store = place.folder / "store"
        shutil.copytree(place.store.folder, store)
        path = store / name
        if path.exists():
            path.unlink()
        put(path)
        words = (*args, "--data-dir", store)
        return Case("", words, place.store.environment, codes=codes)

    return make


def _key_file(place: Place, put: Callable[[Path], Path]) -> Case:
    """The file that unlocks the store."""
    given = {"RELAPSE_KEY_FILE": str(put(place.folder / "key"))}
    return Case("", ("interviews", "--data-dir", place.store.folder), given, codes=(5,))


def _added_key(place: Place, put: Callable[[Path], Path]) -> Case:
    """A key file that is to be added."""
    shutil.copytree(place.store.folder, place.folder / "store")
    words = ("key", "add", "file", put(place.folder / "given"), "--yes", "--data-dir", place.folder / "store")
    return Case("", words, place.store.environment)


def _printed_key(place: Place, put: Callable[[Path], Path]) -> Case:
    """What the command prints that is asked for a key."""
    given = {"RELAPSE_KEY_COMMAND": f"cat {put(place.folder / 'given')}"}
    return Case("", ("interviews", "--data-dir", place.store.folder), given, codes=(5,))


def _backup(place: Place, put: Callable[[Path], Path]) -> Case:
    """A backup that is to be restored."""
    words = ("store", "restore", put(place.folder / "backup.zip"), "--data-dir", place.folder / "new")
    return Case("", words, place.store.environment)


KINDS: dict[str, Kind] = {
    "plan": _source("plan"),
    "plan of YAML": _source("plan", name="given.yaml"),
    "plans of lines": _source("plan", name="given.jsonl", after=("--format", "json")),
    "plan of any": _source("plan", name="given"),
    "why": _source("why"),
    "conversation": _source("answers"),
    "history": _source("history"),
    "followup": _source("followup", after=("--no-input", "--no-store")),
    "earlier": _source("plan", PR_101, "--earlier"),
    "answers": _source("interview", "--no-input", "--no-store", "--answers"),
    "answers in YAML": _source("interview", "--no-input", "--no-store", "--answers", name="given.yaml"),
    "resumed": _source("interview", "--no-input", "--no-store", "--resume"),
    "bank": _source("plan", PR_101, "--bank", name="bank.yaml"),
    "bank checked": _source("bank", "check", name="bank.yaml"),
    "part of a bank": _part_of_a_bank,
    "standard input": _stdin("plan", "-"),
    "answers on standard input": _stdin("interview", "--no-input", "--no-store", "--answers", "-"),
    "settings": _home("config/config.yaml", "plan", PR_101),
    "settings checked": _home("config/config.yaml", "config", "check"),
    "settings changed": _home("config/config.yaml", "config", "set", "profile", "ie"),
    "profiles": _home("config/profiles.yaml", "profiles"),
    "profile asked for": _home("config/profiles.yaml", "plan", PR_101, "--profile", "ie"),
    "cached bank": _cached("cache/*"),
    "key of the cache": _cached("cache.key"),
    "picture": _logo("logo.png"),
    "drawing": _logo("logo.svg"),
    "keys": _stored("keys.json", "interviews", codes=(5,)),
    "keys and doctor": _stored("keys.json", "doctor"),
    "database": _stored("store.db", "interviews", codes=(5,)),
    "database and doctor": _stored("store.db", "doctor"),
    "journal": _stored("store.db-wal", "interviews"),
    "journal and doctor": _stored("store.db-wal", "doctor"),
    "index of the journal": _stored("store.db-shm", "interviews"),
    "witness": _stored("store.head", "interviews"),
    "witness and doctor": _stored("store.head", "doctor"),
    "lock": _stored("store.lock", "interviews"),
    "lock and doctor": _stored("store.lock", "doctor"),
    "failed keys": _stored("failed-unlocks", "interviews"),
    "another file": _stored("store.something", "interviews"),
    "key file": _key_file,
    "added key": _added_key,
    "printed key": _printed_key,
    "backup": _backup,
}
"""Every kind of input."""

FROM_A_STREAM = frozenset({"standard input", "answers on standard input", "printed key"})
"""What a shell or another program opens before the program reads it."""


def all_cases() -> list[tuple[str, str]]:
    """Every kind of input with everything hostile that can stand there."""
    return [
        (kind, hostile)
        for kind in KINDS
        for hostile in HOSTILE
        if not (kind in FROM_A_STREAM and hostile in IN_PLACE)
    ]


def hostile_inputs(number: int, folder: Path, rng: random.Random) -> Tally:
    """Try so many of all cases, each kind of input and each hostility as often as the others."""
    tally = Tally("hostile inputs")
    relapse = Program(folder / "home")
    store = make_store(relapse, folder)
    assert relapse.run("plan", PR_101).code == 0  # so that there is a cache
    wanted = all_cases()
    rng.shuffle(wanted)
    for at, (kind, hostile) in enumerate(wanted[:number]):
        place = Place(folder / f"{at}", store)
        place.folder.mkdir()
        case = KINDS[kind](place, lambda path, hostile=hostile: _put(hostile, path))
        tally.counts["inputs"] += 1
        for fault in _faults(case, relapse):
            tally.losses.append(f"{kind}, {hostile}: {fault}")
        shutil.rmtree(place.folder, ignore_errors=True)
    tally.control = list(_control(folder / "control", relapse))
    return tally


def _put(hostile: str, path: Path) -> Path:
    HOSTILE[hostile](path)
    return path


@dataclass(frozen=True)
class Run:
    """How a run ended; ``code`` is ``None`` for one that waited for ever."""

    code: int | None
    err: str
    memory: int
    seconds: float


def _faults(case: Case, relapse: Program) -> Iterator[str]:
    """What is wrong with a run."""
    environment = relapse.environment(case.environment)
    done = run_bounded((*COMMAND, *map(str, case.args)), environment, case.stdin)
    if done.code is None:
        yield "it waits for ever"
    elif done.code not in case.codes:
        yield f"exit code {done.code}: {done.err[:300]!r}"
    if BUG in done.err or "Traceback" in done.err:
        yield done.err[-300:]
    if done.memory > MOST_MEMORY:
        yield f"{done.memory} KB"
    if done.seconds > MOST_SECONDS:
        yield f"{done.seconds:.1f} s"
    if len(done.err) > MOST_WORDS:
        yield f"{len(done.err)} letters on standard error"


def run_bounded(words: tuple[str, ...], environment: Mapping[str, str], stdin: Path | None) -> Run:
    """Run a command under limits that the system holds, and measure it.

    A process of little size of its own starts it: a child is charged with its parent's peak.
    """
    with (stdin or Path(os.devnull)).open("rb") as given:
        return _run_watched(words, environment, given)


def _run_watched(words: tuple[str, ...], environment: Mapping[str, str], given: BinaryIO) -> Run:
    watched = (sys.executable, "-S", "-c", WATCH, *words)
    process = subprocess.Popen(
        watched, env=environment, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=HANGS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Run(None, "", 0, 0.0)
    code, memory, seconds = out.decode().split()
    return Run(int(code), err.decode("utf-8", "replace"), int(memory), float(seconds))


WATCH = f"""
import os, resource, sys
child = os.fork()
if not child:
    resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS + 10}, {MOST_SECONDS + 15}))
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def _control(folder: Path, relapse: Program) -> Iterator[str]:
    """What a program does with some of the same files that reads and believes them."""
    folder.mkdir()
    naive = "import json, pathlib, sys; json.loads(pathlib.Path(sys.argv[1]).read_bytes())"
    for hostile in ("3 GB of zeros", "1.2 million keys outside", "brackets"):
        path = _put(hostile, folder / hostile.replace(" ", "-"))
        done = run_bounded((sys.executable, "-c", naive, str(path)), relapse.environment(), None)
        if done.code or done.memory > MOST_MEMORY:
            yield f"{hostile}: exit code {done.code}, {done.memory} KB"


if __name__ == "__main__":
    run_by_hand(hostile_inputs, 2000)
