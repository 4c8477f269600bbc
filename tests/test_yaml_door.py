"""The guarded YAML door: what comes through, what does not, and where a fault is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from relapse_cli.yaml_door import Document, parse_yaml, read_yaml


def read(text: str) -> object:
    """Return the value of a document that has no fault."""
    document, problems = parse_yaml(text.encode())
    assert problems == []
    assert document is not None
    return document.value


def faults(data: bytes, limit: int = 1_000_000) -> list[tuple[str, int]]:
    """Return code and line of every fault of a document that must not come through."""
    document, problems = parse_yaml(data, file="bank.yaml", limit=limit)
    assert document is None
    return [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("~", None), ("null", None), ("", None), ("true", True), ("false", False),
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("True", "True"), ("NULL", "NULL"),
        ("12", 12), ("-3", -3), ("0", 0), ("2.5", 2.5), ("1e3", 1000.0), (".5", 0.5),
        ("010", "010"), ("0x1F", "0x1F"), ("0o7", "0o7"), ("1_000", "1_000"), ("12:30:00", "12:30:00"),
        (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999"), ("9" * 19, "9" * 19),
        ("2026-11-20", "2026-11-20"), ("'12'", "12"), ('"true"', "true"), ("''", ""), ("<<", "<<"),
    ],
)  # fmt: skip
def test_scalars_mean_what_yaml_1_2_says_and_nothing_more(written: str, value: object) -> None:
    """Plain words, finite numbers and null are read; dates, octals and the old booleans stay text."""
    found = read(f"key: {written}")

    assert found == {"key": value}
    assert type(found["key"]) is type(value)


def test_every_place_has_its_line() -> None:
    """A mapping's entry stands where its key stands, an item of a list where it begins."""
    document, _ = parse_yaml(b"a: 1\nb:\n  - x\n  - c: >\n      long\n")

    assert document == Document(
        {"a": 1, "b": ["x", {"c": "long\n"}]},
        {(): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 4, ("b", 1, "c"): 4},
        {(): 1, ("a",): 1, ("b",): 1, ("b", 0): 5, ("b", 1): 5, ("b", 1, "c"): 5},
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: &x [1]\nb: *x", [("YAML_004", 1), ("YAML_004", 2)]),
        (b"a: 1\nb: !!python/object/apply:os.system [id]", [("YAML_005", 2)]),
        (b"a: !secret x", [("YAML_005", 1)]),
        (b"a: ! x", [("YAML_005", 1)]),
        (b"a: 1\nb: 2\na: 3", [("YAML_006", 3)]),
        (b"a: {b: 1, b: 2}", [("YAML_006", 1)]),
        (b"a: [1", [("YAML_007", 1)]),
        (b"a: 1\n\tb: 2", [("YAML_007", 2)]),
        (b"a: 1\n---\nb: 2", [("YAML_008", 2)]),
        (b"", [("YAML_009", 0)]),
        (b"# only a comment", [("YAML_009", 0)]),
        (b"true: 1", [("YAML_010", 1)]),
        (b"a: 1\n? [b]\n: 2", [("YAML_010", 2)]),
        (b"a: 1\nb: \xff", [("YAML_002", 2)]),
        ("a: 1".encode("utf-16"), [("YAML_002", 1)]),
        (b"a: \x00", [("YAML_007", 0)]),
    ],
)
def test_what_is_refused_is_named_with_its_line(data: bytes, expected: list[tuple[str, int]]) -> None:
    """Aliases, tags, doubles, several documents and broken text are refused where they stand."""
    assert faults(data) == expected


def test_deep_brackets_are_refused_while_they_are_read() -> None:
    """A hundred thousand brackets, which crash libyaml itself, are refused at the first level too many."""
    assert faults(b"[" * 100_000) == [("YAML_003", 1)]
    assert faults(b"a:\n" + b"".join(b" " * n + b"- \n" for n in range(1, 30))) == [("YAML_003", 21)]


def test_twenty_levels_are_allowed() -> None:
    """The deepest nesting that is allowed comes through whole."""
    assert read("[" * 20 + "]" * 20) is not None


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    """Nine layers of aliases end in faults and not in memory."""
    layers = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 9)]

    assert {code for code, _ in faults("\n".join(layers).encode())} == {"YAML_004"}


def test_size_is_judged_before_anything_else() -> None:
    """One byte too many refuses the file, whatever is in it."""
    assert faults(b"a: 1  ", limit=5) == [("YAML_001", 0)]
    assert read("a: 1") == {"a": 1}


def test_a_million_small_values_are_refused() -> None:
    """Many tiny values cost far more memory than their bytes, so their number has a limit too."""
    assert faults(b"[" + b"1," * 450_000 + b"1]") == [("YAML_012", 1)]


def test_a_byte_order_mark_is_passed_over() -> None:
    """A file that a Windows editor saved is read like any other."""
    document, _ = parse_yaml(b"\xef\xbb\xbfa: 1")

    assert document is not None
    assert document.value == {"a": 1}


def test_nobody_reads_a_thousand_faults() -> None:
    """A hostile file gives a bounded list."""
    assert len(faults(b"- !x 1\n" * 1000)) == 50


def test_the_guard_holds_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML comes without libyaml the same things are refused and nothing is lost."""
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)

    assert read("a: [1, {b: yes}]") == {"a": [1, {"b": "yes"}]}
    assert faults(b"[" * 100_000) == [("YAML_003", 1)]
    assert faults(b"a: *x") == [("YAML_004", 1)]
    assert read(r'a: "\ud800"') == {"a": "\ufffd"}


def test_a_missing_file_is_a_problem_and_no_exception(tmp_path: Path) -> None:
    """What cannot be read is told like any other fault, under the name the caller chose."""
    document, problems = read_yaml(tmp_path / "gone.yaml", name="gone.yaml")

    assert document is None
    assert [(problem.code, problem.file) for problem in problems] == [("YAML_011", "gone.yaml")]
