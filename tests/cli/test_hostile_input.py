"""Input that cannot be used: every fault named at its place, quickly, and without the patient's words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import COMMAND, Program, as_bytes, record, write
from tests.cli.stored import make_store

CANARY = "Margarethe said it was the blue tin"
MEGABYTE = 1_000_000


def test_a_missing_file_a_folder_and_an_empty_file(relapse: Program, tmp_path: Path) -> None:
    """Each is exit 5, nothing on standard output, and a sentence that names it."""
    empty = tmp_path / "empty.json"
    empty.touch()
    for command in ("plan", "why"):
        for source, words in (
            (tmp_path / "nowhere.json", "There is no file"),
            (tmp_path, "INPUT_002" if command == "plan" else "it is a folder"),  # a plan reads what is in it
            (empty, "REC_009"),
            (tmp_path / ("x" * 300), "There is no file"),
        ):
            done = relapse.run(command, source)
            assert (done.code, done.out) == (5, b"")
            assert words in done.err
            assert str(source)[:80] in done.err


@pytest.mark.parametrize("command", ["plan", "why", "history", "followup"])
def test_an_empty_name_names_no_record(relapse: Program, command: str) -> None:
    """As from a variable that is not set: exit 5, and what to name."""
    done = relapse.run(command, "")
    assert (done.code, done.out) == (5, b"")
    assert "No record is named." in done.err


@pytest.mark.parametrize("option", ["--earlier", "--bank"])
def test_options_that_name_files_refuse_what_is_none(relapse: Program, tmp_path: Path, option: str) -> None:
    """A missing file, a folder and an endless name are exit 5 in every place that takes a file."""
    record_file = write(tmp_path / "record.json", record())
    for wrong in (tmp_path / "nowhere", tmp_path, "x" * 300):
        done = relapse.run("plan", record_file, option, wrong)
        assert (done.code, done.out) == (5, b"")


def test_every_fault_of_a_record_is_named_at_once(relapse: Program, tmp_path: Path) -> None:
    """Unknown ids, wrong types and dates that do not exist: each with file, line, path and code."""
    answers = {
        "frame.mode": "phnoe",
        "no.such": True,
        "contact.worth": "five",
        "event.supply": "yes",
        "safety.sleep": {"night_1": 6, "nigth_2": 5},
        "event.substance": [{"class": "z_drug", "last_use": "2026-02-30"}],
    }
    source = write(tmp_path / "record.json", record(answers))
    lines = source.read_text().splitlines()
    done = relapse.run("plan", source)
    assert (done.code, done.out) == (5, b"")
    for path, code, needle in (
        ("answers.frame.mode", "REC_103", "phnoe"),
        ("answers.no.such", "REC_100", "no.such"),
        ("answers.contact.worth", "REC_101", "five"),
        ("answers.event.supply", "REC_101", '"yes"'),
        ("answers.safety.sleep.nigth_2", "REC_102", "nigth_2"),
        ("answers.event.substance[0].last_use", "REC_106", "2026-02-30"),
    ):
        line = next(number for number, text in enumerate(lines, 1) if needle in text)
        assert any(note.startswith(f"{source}:{line}: {path}: {code} ") for note in done.notes), path


def test_every_fault_of_an_envelope_is_named_at_once(relapse: Program, tmp_path: Path) -> None:
    """A wrong case, path, time and an unknown key come together, each with its line."""
    given = record(case="a b", path="long", started_at="2026-13-40T00:00:00Z", extra=1)
    source = write(tmp_path / "record.json", given)
    done = relapse.run("why", source)
    assert done.code == 5
    assert {note.split(": ")[1] for note in done.notes if note.startswith(f"{source}:")} >= {"case", "path"}
    assert "'extra'" in done.err
    only_time = write(tmp_path / "time.json", record(started_at="2026-13-40T00:00:00Z"))
    assert f"{only_time}:6: started_at: REC_030" in relapse.run("plan", only_time).err


def test_a_patient_s_words_are_in_no_error(relapse: Program, tmp_path: Path) -> None:
    """Free text in the place of every kind of value is refused without being repeated."""
    answers: dict[str, object] = {
        "frame.mode": CANARY,
        "frame.present": CANARY,
        "frame.present ": [CANARY],
        "contact.worth": CANARY,
        "event.supply": CANARY,
        "event.stopped": {"change": CANARY, "when": CANARY},
        "event.substance": [{"class": CANARY, "last_use": CANARY, "run_length": CANARY}, CANARY],
        "event.time_without": {"value": CANARY, "unit": CANARY},
        "safety.sleep": CANARY,
        "safety.suicide": {"status": CANARY},
        "safety.alone": {"value": True, "note": [CANARY]},
        "safety.now": [CANARY],
        "sequence.q_before": [CANARY],
    }
    decisions = [{"kind": CANARY}, {"kind": "pick", "rule": "T-SLEEP", "options": CANARY}]
    bodies = (
        record(answers),
        record(case=CANARY, path=CANARY, started_at=CANARY, finished_at=CANARY, earlier=CANARY),
        record(decisions=decisions),
        record(format=CANARY),
        {"answers": CANARY},
    )
    for number, body in enumerate(bodies):
        source = write(tmp_path / f"{number}.json", body)
        runs = [relapse.run("plan", source)]
        if body is bodies[0]:
            (tmp_path / "answers.yaml").write_text(f"---\n{json.dumps(body)}\n")
            write(tmp_path / "bare.json", answers)
            runs.append(relapse.run("plan", tmp_path / "answers.yaml"))
            runs.append(relapse.run("interview", "--no-input", "--answers", tmp_path / "bare.json"))
        for done in runs:
            assert (done.code, done.out) == (5, b"")
            assert "Margarethe" not in done.err


BROKEN = {
    "not UTF-8": (b'{"id": "\xff\xfe"}', "REC_003"),
    "not a number": (b'{"id": "a", "answers": {"contact.worth": NaN}}', "REC_008"),
    "infinity": (b'{"id": "a", "answers": {"contact.worth": -Infinity}}', "REC_008"),
    "too many digits": (b'{"answers": {"contact.worth": ' + b"9" * 5000 + b"}}", "REC_008"),
    "a key twice": (b'{"id": "a", "id": "b"}', "REC_007"),
    "cut off": (b'{"id": "a", "answers": {\n"x', "REC_006"),
    "a list": (b"[1, 2]", "REC_010"),
    "deep": (b'{"a":' * 50 + b"1" + b"}" * 50, "REC_004"),
    "zeros": (b"\0" * 100, "YAML_007"),
    "aliases": (b"a: &a [x, x]\nb: [*a, *a]\n", "YAML_004"),
    "a tag": (b"a: !!python/object/apply:os.system ['true']\n", "YAML_005"),
    "two documents": (b"a: 1\n---\nb: 2\n", "YAML_008"),
    "deep YAML": (b"a: " + b"[" * 10_000, "YAML_003"),
}


@pytest.mark.parametrize(("body", "code"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_text_is_refused_with_its_code(relapse: Program, body: bytes, code: str) -> None:
    """Each is exit 5 with one clear fault, from standard input as from a file."""
    done = relapse.run("plan", "-", stdin=body)
    assert (done.code, done.out) == (5, b"")
    assert f" {code} " in done.err
    assert done.notes[0].startswith("-:")


def test_a_yaml_bomb_is_refused_before_it_grows(relapse: Program, tmp_path: Path) -> None:
    """Nine levels of aliases, as a record, as answers and as a bank."""
    levels = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    bomb = tmp_path / "bomb.yaml"
    bomb.write_text("\n".join(levels))
    for args in (("plan", bomb), ("interview", "--no-input", "--answers", bomb), ("bank", "check", bomb)):
        done = relapse.run(*args)
        assert done.code == 5
        assert "YAML_004" in (done.text if args[0] == "bank" else done.err)


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of memory is a Unix figure")
@pytest.mark.parametrize("args", [("plan", "-"), ("interview", "--no-input", "--answers", "-")], ids=" ".join)
def test_a_hundred_megabytes_of_brackets_cost_little(
    relapse: Program, tmp_path: Path, args: tuple[str, ...]
) -> None:
    """They are refused with exit 5 after a bounded part was read, in less than 300 MB."""
    brackets = tmp_path / "brackets"
    with brackets.open("wb") as stream:
        for _ in range(100):
            stream.write(b"[" * MEGABYTE)
    # A process of little size of its own does the measuring: a child is charged with its parent's peak.
    watch = (
        "import resource, subprocess, sys\n"
        "with open(sys.argv[1], 'rb') as stdin:\n"
        "    code = subprocess.run(sys.argv[2:], stdin=stdin, capture_output=True).returncode\n"
        "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, brackets, *COMMAND, *args],
        env=relapse.environment(),
        capture_output=True,
        check=True,
        timeout=300,
    )
    code, peak = map(int, done.stdout.split())
    kilobytes = peak / 1024 if sys.platform == "darwin" else peak
    assert code == 5
    assert kilobytes < 300_000


def test_control_signs_in_names_do_not_reach_the_terminal(relapse: Program, tmp_path: Path) -> None:
    """A file name or an id with escapes is shown without them."""
    done = relapse.run("plan", tmp_path / "a\x1b[31mb.json")
    assert done.code == 5
    assert "\x1b" not in done.err
    keys = relapse.run("plan", "-", stdin=as_bytes(record({"x\x1b]0;title\x07": 1})))
    assert keys.code == 5
    assert not {"\x1b", "\x07"} & set(keys.err)


@pytest.mark.parametrize(
    "answers",
    [{"x]": 1}, {"." * 1_000_000: 1}, {"[" * 100_000: 1}, {f"safety.anxeity{n}": 1 for n in range(20_000)}],
    ids=["a bracket", "a million dots", "brackets", "many unknown ids"],
)
def test_odd_and_many_ids_are_refused_soon(relapse: Program, answers: dict[str, object]) -> None:
    """Ids like half a path, endless ids and very many of them: exit 5 with a readable number of lines."""
    done = relapse.run("plan", "-", stdin=as_bytes(record(answers)))
    assert (done.code, done.out) == (5, b"")
    assert "REC_100" in done.err or "…" in done.err
    assert len(done.err) < 50_000


@pytest.mark.parametrize(
    "words",
    [
        ("interviews", "--case", "\udcff"),
        ("interview", "--case", "\udcff", "--no-input"),
        ("store", "erase", "\udcff", "--yes"),
        ("store", "export", "--case", "\udce9"),
        ("store", "erase", "", "--yes"),
    ],
    ids=" ".join,
)
def test_a_case_code_of_another_form_is_one_clear_error(relapse: Program, words: tuple[str, ...]) -> None:
    """Every command that takes a case code says what one looks like, with exit code 2."""
    done = relapse.run(*words)
    assert (done.code, done.out) == (2, b"")
    assert "The case code may hold letters, digits" in done.notes[0]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such file names")
def test_a_backup_whose_name_is_no_utf8_is_made_and_known(relapse: Program, tmp_path: Path) -> None:
    """A file name is bytes: it works, and the store shows it with the byte escaped."""
    stored = make_store(relapse, tmp_path)
    name = tmp_path / "b\udcff.zip"
    made = stored.run("store", "backup", name)
    assert (made.code, name.exists()) == (0, True)
    assert f"$'{tmp_path}/b\\xff.zip'" in made.err
    data = json.loads(stored.run("store", "status", "--format", "json").text)
    assert data["last_backup"]["file_name"] == "b\\xff.zip"
    other = tmp_path / "other\udcff"
    assert relapse.run("store", "restore", name, "--data-dir", other, env=stored.environment).code == 0
    again = relapse.run("store", "backup", tmp_path / "c.zip", "--data-dir", other, env=stored.environment)
    assert again.code == 0
