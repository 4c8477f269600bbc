"""Banks on disk: files join into one bank, and all faults of shape come back at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from relapse_cli.banks.bank_files import digest_of, find_bank_files
from relapse_cli.banks.loader import load_bank
from relapse_cli.model.condition import Compare
from tests.small_bank import BASIS, HEAD, REST, codes, write_bank


def test_files_join_into_one_bank(tmp_path: Path) -> None:
    """Sections, rules and words from several files make one bank, in the order of the files."""
    bank, problems = load_bank(write_bank(tmp_path, rules="facts: [{name: alone, phrase: p, when: always}]"))

    assert problems == []
    assert bank is not None
    assert (bank.id, bank.version, bank.title) == ("small", "1", "Small")
    assert list(bank.questions) == ["safety.alone", "safety.sleep", "safety.now", "safety.mood"]
    assert bank.fact_by_name["alone"].phrase == "p"
    assert bank.sources[0].looked_at.isoformat() == "2026-01-01"


def test_a_question_takes_the_session_of_its_section(tmp_path: Path) -> None:
    """The session is said once for a section and holds for each of its questions."""
    bank, _ = load_bank(write_bank(tmp_path))

    assert bank is not None
    assert {question.session for question in bank.questions.values()} == {"interview"}


def test_short_spellings_are_written_out(tmp_path: Path) -> None:
    """A sentence may be plain text or carry a condition; true and false are options of a yes_no."""
    path = write_bank(
        tmp_path,
        questions="- {id: a.b, type: yes_no, label: L, paths: [core], critical: true, quiet: [false]}",
        rules=f"""\
            actions:
              - id: P-1
                section: contact
                owner: therapist
                due: []
                texts: {{clinician: [Plain., {{when: {{answer: a.b, is: true}}, text: Sometimes.}}]}}
                {BASIS.replace(", ", chr(10) + " " * 16)}
            """,
    )
    bank, problems = load_bank(path)

    assert problems == []
    assert bank is not None
    assert bank.questions["a.b"].quiet == ("false",)
    first, second = bank.actions[0].texts["clinician"]
    assert first.text == "Plain."
    assert second.when == Compare(subject="answer", name="a.b", op="is", values=(True,))


def test_the_digest_covers_names_and_contents() -> None:
    """Another byte, name, order or border between files is another digest."""
    sets = [
        {"a": b"1", "b": b"2"},
        {"b": b"2", "a": b"1"},
        {"a": b"1", "c": b"2"},
        {"a": b"1b", "": b"2"},
        {"a": b"12", "b": b""},
    ]

    assert len({digest_of(contents) for contents in sets}) == len(sets)
    assert digest_of(sets[0]).startswith("sha256:")


def test_the_digest_of_a_bank_is_that_of_its_files(tmp_path: Path) -> None:
    """The bank carries the digest that a cache or a record can be compared with."""
    path = write_bank(tmp_path)
    files, _ = find_bank_files(path)
    bank, _ = load_bank(path)

    assert files is not None
    assert bank is not None
    assert bank.digest == files.digest
    assert list(files.contents) == ["bank.yaml", "section.yaml", "rules.yaml", "rest.yaml"]


@pytest.mark.parametrize(
    ("question", "code", "line"),
    [
        ("- {id: a.b, type: yes_no, labl: L, label: L, paths: [core]}", "BANK_011", 7),
        ("- {id: a.b, type: yes_no, paths: [core]}", "BANK_010", 7),
        ("- {id: a.b, type: yesno, label: L, paths: [core]}", "BANK_012", 7),
        ("- {id: a.b, type: yes_no, label: 12, paths: [core]}", "BANK_013", 7),
        ("- {id: a.b, type: yes_no, label: L, paths: [core], critical: yes}", "BANK_014", 7),
        ("- {id: a.b, type: yes_no, label: L, paths: [core],\n   relevance: {flg: E-01}}", "BANK_020", 8),
        ("- id: a.b\n  type: group\n  label: L\n  paths: [core]\n  fields:\n  - {id: c, type: txt, label: L}",
         "BANK_012", 12),
    ],
)  # fmt: skip
def test_a_fault_of_shape_is_one_fault_with_its_line(
    tmp_path: Path, question: str, code: str, line: int
) -> None:
    """A misspelt key, a missing one, a wrong value: one problem, in the file and line where it stands."""
    bank, problems = load_bank(write_bank(tmp_path, questions=question))

    assert bank is None
    assert [(p.code, Path(p.file).name, p.line) for p in problems] == [(code, "section.yaml", line)]


def test_the_nearest_key_is_offered_in_depth(tmp_path: Path) -> None:
    """The keys of the very place decide what was probably meant."""
    field = "{id: c, type: text, label: L, optoins: []}"
    question = f"- {{id: a.b, type: group, label: L, paths: [core], fields: [{field}]}}"
    _, problems = load_bank(write_bank(tmp_path, questions=question))

    assert [(p.path, p.remedy.split("?")[0]) for p in problems] == [
        ("a.b.fields.c", "Did you mean 'options'")
    ]


def test_faults_of_all_files_come_back_at_once(tmp_path: Path) -> None:
    """A broken file, a missing one and a misspelt key are told in one go, and nothing else is."""
    path = write_bank(
        tmp_path, questions="- {id: a.b, type: yes_no, lable: L, label: L, paths: [core]}", rules="facts: ["
    )
    (tmp_path / "rest.yaml").unlink()
    bank, problems = load_bank(path)

    assert bank is None
    assert sorted(codes(problems)) == ["BANK_011", "YAML_007", "YAML_011"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("section: {}", "BANK_004"),
        ("- bank", "BANK_004"),
        (HEAD.replace("title: Small", "title: Small, reviewd_by: x"), "BANK_011"),
        (HEAD.replace(", title: Small", ""), "BANK_010"),
        (HEAD.replace("title: Small", "title: Small, reviewed_by: x"), "BANK_019"),
        (HEAD.replace("title: Small", "title: Small, flags: x"), "BANK_011"),
        (HEAD.replace("rest.yaml]", "rest.yaml, rest.yaml]"), "BANK_006"),
        (HEAD.replace("rest.yaml]", "rest.yaml, /etc/passwd]"), "BANK_005"),
        (HEAD.replace("rest.yaml]", "rest.yaml, ../other.yaml]"), "BANK_005"),
        (HEAD.replace("rest.yaml]", 'rest.yaml, "C:\\\\x.yaml"]'), "BANK_005"),
        (HEAD.replace("rest.yaml]", "rest.yaml, 7]"), "BANK_005"),
        (HEAD.replace("[section", "section").replace("]", ""), "BANK_009"),
        (HEAD + "wording: {}", "BANK_007"),
        (HEAD + "flag: []", "BANK_003"),
    ],
)
def test_a_composing_file_names_files_of_its_own_folder(tmp_path: Path, head: str, code: str) -> None:
    """Absolute names, names that lead out, doubles and unknown parts are refused."""
    bank, problems = load_bank(write_bank(tmp_path, head=head))

    assert bank is None
    assert code in codes(problems)


@pytest.mark.skipif(os.name == "nt", reason="links need special rights on Windows")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A bank cannot make the program read a file elsewhere by way of a link."""
    outside = tmp_path / "outside.yaml"
    outside.write_text(REST)
    folder = tmp_path / "bank"
    folder.mkdir()
    path = write_bank(folder)
    (folder / "rest.yaml").unlink()
    (folder / "rest.yaml").symlink_to(outside)

    assert codes(load_bank(path)[1])[:1] == ["BANK_005"]


def test_a_bank_without_sections_is_no_bank(tmp_path: Path) -> None:
    """At least one section must be there."""
    (tmp_path / "bank.yaml").write_text('bank: {id: x, version: "1", title: T}\n' + REST)

    assert codes(load_bank(tmp_path / "bank.yaml")[1]) == ["BANK_010"]


def test_a_part_of_the_wrong_kind_is_named(tmp_path: Path) -> None:
    """A list where keys belong, or keys where a list belongs, is one fault."""
    assert codes(load_bank(write_bank(tmp_path, rules="facts: {name: x}"))[1]) == ["BANK_009"]


def test_the_id_of_one_file_does_not_shift_the_lines_of_another(tmp_path: Path) -> None:
    """Lists that several files share keep the line of each entry."""
    (tmp_path / "more.yaml").write_text("facts:\n  - {name: c, phrase: p, when: {fcat: x}}\n")
    head = HEAD.replace("rest.yaml", "rest.yaml, more.yaml")
    path = write_bank(tmp_path, head=head, rules="facts:\n  - {name: a, phrase: p, when: always}\n")

    assert [(Path(p.file).name, p.line, p.code) for p in load_bank(path)[1]] == [("more.yaml", 2, "BANK_020")]


@pytest.mark.skipif(os.name == "nt", reason="links need special rights on Windows")
def test_links_that_lead_in_a_circle_are_told(tmp_path: Path) -> None:
    """One fault at the name, and no failure of the program."""
    path = write_bank(tmp_path)
    (tmp_path / "rest.yaml").unlink()
    (tmp_path / "rest.yaml").symlink_to("other.yaml")
    (tmp_path / "other.yaml").symlink_to("rest.yaml")

    assert set(codes(load_bank(path)[1])) <= {"BANK_005", "YAML_011"}
    assert codes(load_bank(path)[1])


def test_a_bank_has_a_bound_of_files_and_of_bytes(tmp_path: Path) -> None:
    """A file that names very many others, or large ones, makes nobody read them all."""
    path = tmp_path / "bank.yaml"
    names = [f"f{number}.yaml" for number in range(201)]
    path.write_text(f"bank: {{id: a}}\nfiles: [{', '.join(names)}]\n", "utf-8")
    assert "BANK_015" in codes(find_bank_files(path)[1])

    for name in names[:5]:
        (tmp_path / name).write_bytes(b"#" * 999_999)
    path.write_text(f"bank: {{id: a}}\nfiles: [{', '.join(names[:5])}]\n", "utf-8")
    assert find_bank_files(path)[0] is None
    assert codes(find_bank_files(path)[1]) == ["BANK_016"]


def test_a_folder_names_the_file_that_is_meant(tmp_path: Path) -> None:
    """Beside it or inside it: a copy has both a file and a folder of one name."""
    inside, beside = tmp_path / "own" / "bank.yaml", tmp_path / "own.yaml"
    inside.parent.mkdir()
    for file in (inside, beside):
        file.write_text("bank: {id: own}\n", encoding="utf-8")

    bank, problems = load_bank(inside.parent)

    assert bank is None
    assert [problem.code for problem in problems] == ["BANK_030"]
    assert str(inside) in problems[0].remedy
    assert str(beside) in problems[0].remedy
