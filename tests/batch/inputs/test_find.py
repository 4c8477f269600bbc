"""What was named, found: folders in order, patterns, and everything once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from relapse_cli.batch.inputs.find import Source, find_sources

needs_links = pytest.mark.skipif(os.name == "nt", reason="links take rights that nobody has there")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the test stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names: str) -> None:
    """Make files, and the folders that they are in."""
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("{}")


def found(*paths: str) -> list[str]:
    """The files that are found, and codes of what is told."""
    return [each.file if isinstance(each, Source) else each.code for each in find_sources(paths)]


@pytest.mark.usefixtures("folder")
def test_a_folder_is_read_in_the_order_of_its_names_with_all_that_is_in_it() -> None:
    """Files and folders among each other, so that the order is the same everywhere."""
    put("r/b/2.json", "r/b/1.jsonl", "r/a.yaml", "r/c.ndjson.gz", "r/B.yml.zst", "r/b/deep/x.JSON")
    assert found("r") == [
        "r/B.yml.zst", "r/a.yaml", "r/b/1.jsonl", "r/b/2.json", "r/b/deep/x.JSON", "r/c.ndjson.gz"
    ]  # fmt: skip


@pytest.mark.usefixtures("folder")
def test_other_files_in_a_folder_are_counted_and_told_and_not_read() -> None:
    """Hidden ones too, and what is in a hidden folder is not looked at; whoever names one has it read."""
    put("r/a.json", "r/letter.docx", "r/.hidden.json", "r/s/._a.json", "r/.git/b.json", "r/noending")
    assert found("r") == ["r/a.json", "INPUT_009"]
    [_, told] = find_sources(["r"])
    assert not isinstance(told, Source)
    assert (told.severity, told.message[:6]) == ("warning", "4 of t")
    assert found("r/letter.docx", "r/.hidden.json") == ["r/letter.docx", "r/.hidden.json"]


@pytest.mark.usefixtures("folder")
def test_a_folder_without_records_says_so() -> None:
    """It is a fault: somebody meant another folder."""
    Path("empty").mkdir()
    put("other/letter.docx")
    assert found("empty", "other") == ["INPUT_008", "INPUT_008", "INPUT_009"]


@pytest.mark.usefixtures("folder")
def test_a_pattern_that_no_shell_filled_in_is_filled_in_here() -> None:
    """In sorted order; a file that is called like a pattern is that file, and what fits nothing is told."""
    put("2026-02/b.json", "2026-01/a.json", "2026-01/deep/c.json", "[1].json")
    assert found("2026-*/*.json") == ["2026-01/a.json", "2026-02/b.json"]
    assert found("2026-01/**/*.json") == ["2026-01/a.json", "2026-01/deep/c.json"]
    assert found("[1].json", "*.jsonl") == ["[1].json", "INPUT_007"]


@pytest.mark.usefixtures("folder")
def test_what_is_named_twice_is_read_once_and_told() -> None:
    """Under another name too, by itself before its folder or behind it, and standard input."""
    put("r/a.json", "r/b.json")
    assert found("r/a.json", "./r/a.json", "-", "-") == ["r/a.json", "INPUT_012", "-", "INPUT_012"]
    assert found("r/b.json", "r") == ["r/b.json", "r/a.json"]
    assert found("r", "r/b.json", "r/") == ["r/a.json", "r/b.json", "INPUT_012", "INPUT_012"]


@needs_links
@pytest.mark.usefixtures("folder")
def test_links_lead_on_and_never_in_circles() -> None:
    """To a folder, a file, back up, to themselves, and to nothing; everything is read once."""
    put("r/b/x.json", "elsewhere/y.json", "z.json")
    Path("r/a").symlink_to("b")
    Path("r/b/up").symlink_to("..")
    Path("r/c").symlink_to("../elsewhere")
    Path("r/d.json").symlink_to("../z.json")
    Path("r/e.json").symlink_to("../z.json")
    Path("r/f").symlink_to("f")
    Path("r/g.json").symlink_to("b/x.json")
    Path("r/h.json").symlink_to("nowhere")
    assert found("r") == ["r/a/x.json", "r/c/y.json", "r/d.json", "r/h.json", "INPUT_009"]


@needs_links
@pytest.mark.usefixtures("folder")
def test_a_link_to_a_file_that_comes_later_is_read_in_its_place() -> None:
    """And the file is then not read again."""
    put("r/sub/x.json")
    Path("r/a.json").symlink_to("sub/x.json")
    assert found("r") == ["r/a.json"]


@pytest.mark.usefixtures("folder")
def test_folders_may_stand_in_each_other_as_deep_as_the_system_lets_them() -> None:
    """No limit of the language is met."""
    top = Path.cwd()
    for _ in range(1500):
        Path("d").mkdir()
        os.chdir("d")
    Path("x.json").write_text("{}")
    os.chdir(top)
    seen = found("d")
    for _ in range(1500):  # pytest would go down into them to clean up, and not come back
        os.chdir("d")
    Path("x.json").unlink()
    for _ in range(1500):
        os.chdir("..")
        Path("d").rmdir()
    assert [name[-6:] for name in seen] == ["x.json"]
