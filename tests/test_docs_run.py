"""Every command line of the documentation, run as it stands there, in a folder that has what it names."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from backports import zstd

from relapse_cli.app.access.door import StoreDoor
from relapse_cli.app.upkeep.keys.set_up import set_up_store
from relapse_cli.records.writer import record_text
from relapse_cli.settings.environment import Environment
from relapse_cli.store.keys.key_file import new_key_file
from tests.app.key_holder import nobody
from tests.banks_under_test import vignette
from tests.cli.program import Program
from tests.signed_records import signed_record, signing_of
from tests.test_docs import PAGES, ROOT

STORED = "3f2a91c0-0000-4000-8000-000000000000"
ASKS = re.compile(
    r"relapse (interview|followup|setup|desk|key (add|recovery|remove|rotate)|store (erase|restore|repair))\b"
    r"|--sign-off|bank sign my\.yaml$"
)
"""What needs somebody at the keyboard: without a terminal it says so, and ends with the code for that."""
NEEDS_ANSWERS = 4
DIFFERS = 5
REFUSED = 5
EXPECTED = {
    "relapse store verify --head 42:0123456789abcdef": {REFUSED},  # these are the numbers of no store
    "relapse key add keyring": {0, REFUSED},  # not every computer has one
    "relapse key remove passphrase": {REFUSED},  # the store of the tests has none
    "relapse key rotate --backup before.zip --drop file": {REFUSED},  # the file is its only way in
    "relapse plan record.json --for handover": {REFUSED},  # nobody has to take over in this case
    "relapse why record.json P-NALOXONE": {REFUSED},  # the line is on no plan without an opioid
    "relapse plan record.json --for family": {REFUSED},  # and nothing was agreed to be shared
}


def lines_of(page: str) -> list[str]:
    """The command lines of a page that call the program, from its first to its last."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = (line.partition("  #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if re.search(r"(^|\| )relapse ", line)]


def told(made_of: str, name: str, day: str, **more: object) -> dict[str, object]:
    """A session of the case on one day, as a vignette tells it, under an id of its own."""
    times = {"started_at": f"{day}T10:00:00+01:00", "finished_at": f"{day}T10:45:00+01:00"}
    return {**vignette(made_of), "case": "PR-101", **times, **more, "id": name}


def furnish(folder: Path, program: Program) -> dict[str, str]:
    """Put what the pages name into a folder, with a store; return what unlocks it."""
    files = {
        "record.json": signing_of(told("PR-101", STORED, "2026-11-20")).record,
        "signed.json": signed_record(told("PR-101", "signed-1", "2026-11-13")),
        "last.json": signing_of(told("PR-101", "last-1", "2026-10-20")).record,
        "check-in.json": signing_of(told("PR-210", "check-in-1", "2026-11-24", follows=STORED)).record,
        "second.json": signing_of(told("PR-106", "second-1", "2026-11-27")).record,
        "other.json": signing_of(told("PR-107", "other-1", "2026-11-27", case="PR-102")).record,
        "home/stored.json": signed_record(told("PR-101", STORED, "2026-11-20")),
    }
    program.home.mkdir()
    for name, made in files.items():
        (folder / name).write_text(record_text(made), "utf-8")
    sessions = (
        told(case, f"of-{case}", f"2026-10-0{day}") for day, case in enumerate(("PR-101", "PR-106"), 1)
    )
    several = "".join(record_text(signed_record(data), "jsonl") for data in sessions)
    (folder / "records.jsonl").write_text(several, "utf-8")
    (folder / "more.jsonl.gz").write_bytes(gzip.compress(several.encode()))
    (folder / "all.jsonl.zst").write_bytes(zstd.compress(several.encode()))
    for part in ("2026", "2026-11/week"):
        (folder / part).mkdir(parents=True)
        (folder / part / "records.jsonl").write_text(several, "utf-8")
    (folder / "stick").mkdir()
    shutil.copytree(ROOT / "question_banks", folder / "banks")
    commands = folder / "bin"
    commands.mkdir()
    (commands / "relapse").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m relapse_cli "$@"\n', "utf-8")
    (commands / "relapse").chmod(0o755)
    key = program.home / "relapse.key"
    new_key_file(key)
    door = StoreDoor(program.home / "store", Environment(key_file=str(key)), nobody)
    set_up_store(door)
    door.close()
    unlocked = {"RELAPSE_KEY_FILE": str(key), "EDITOR": "true"}
    taken_in = program.run("import", program.home / "stored.json", folder / "other.json", env=unlocked)
    assert taken_in.code == 0, taken_in.err
    environment = program.environment(unlocked)
    return {**environment, "PATH": f"{commands}{os.pathsep}{environment['PATH']}"}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_line_of_a_page_does_what_it_is_there_for(page: str, tmp_path: Path) -> None:
    """One after the other, as somebody would who follows the page; nothing fails, and nothing hangs."""
    environment = furnish(tmp_path, Program(tmp_path / "home"))
    kept = shutil.copytree(tmp_path, tmp_path / "kept", ignore=shutil.ignore_patterns("home", "bin"))
    failed = {}
    for line in lines_of(page):
        for made in re.findall(r" -o ([\w.-]+)(?= |$)", line):
            (tmp_path / made).unlink(missing_ok=True)
        here = (
            line.replace("/media/stick", "stick")
            .replace("ssh archive cat", "cat")
            .replace("my.yaml", "banks/post_relapse.yaml")
            .replace("older.yaml", "banks/post_relapse.yaml")
        )
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", here],
            cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
            check=False,
        )  # fmt: skip
        shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
        wanted = EXPECTED.get(line) or ({0, NEEDS_ANSWERS} if ASKS.search(line) else {0})
        if done.returncode not in wanted or b"Traceback" in done.stderr:
            failed[line] = done.returncode, done.stderr.decode()[-400:]
    assert [f"{line}: {code}: {said}" for line, (code, said) in failed.items()] == []


def test_the_pages_have_command_lines() -> None:
    """The runs above are not empty."""
    assert sum(len(lines_of(page)) for page in PAGES) > 50
