"""What `bank check` says of the texts of a bank in another language, and what it lets be."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relapse_cli.app.reports.bank_texts import check_translations, keep_texts, texts_to_translate, write_texts
from relapse_cli.app.reports.checked_bank import check_bank
from relapse_cli.banks.shipped import banks_folder
from relapse_cli.banks.translations import read_translation, translation_text
from relapse_cli.errors import InputError, UsageError
from relapse_cli.model.translation import TranslatedText, Translation
from relapse_cli.problems import Problem
from tests.banks_under_test import shipped_bank
from tests.examples import examples

TODAY = date(2026, 11, 30)
KEY = "action.P-TOLD.texts.patient.1.text"
SOURCE = texts_to_translate(shipped_bank())


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of the shipped bank."""
    shutil.copytree(banks_folder(), tmp_path / "banks")
    return tmp_path / "banks" / "post_relapse.yaml"


def written(bank: Path, language: str = "de", *, name: str = "", **row: str) -> Path:
    """A language of it, whole but for what one row says otherwise."""
    path = bank.with_suffix("") / "texts" / f"{name or language}.yaml"
    path.parent.mkdir(exist_ok=True)
    rows = {key: TranslatedText(source=source, text=source) for key, source in SOURCE.items()}
    rows[KEY] = rows[KEY].model_copy(update=row)
    made = Translation(language=language, bank="post_relapse", version="1.1.0", texts=rows)
    path.write_text(translation_text(made), "utf-8")
    return path


def change(path: Path, old: str, new: str) -> None:
    """Put something else into a file, where it stands for the first time."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def found_in(bank: Path) -> list[Problem]:
    """What is found in its languages."""
    return list(check_translations(bank, shipped_bank()))


def test_a_whole_language_is_no_fault_and_no_part_of_the_bank(bank: Path) -> None:
    """Nothing is found, and it is not called a file that is not listed."""
    written(bank)
    assert check_bank(str(bank), TODAY).problems == ()
    written(bank, text="")
    assert [each.code for each in check_bank(str(bank), TODAY).problems] == ["BANK_330"]


def test_what_a_language_lacks_is_named_by_key(bank: Path) -> None:
    """As a warning with the number; of very many the first."""
    path = written(bank, text=" ")
    [problem] = found_in(bank)
    assert (problem.code, problem.severity, problem.file) == ("BANK_330", "warning", str(path))
    assert f"lacks 1 of {len(SOURCE)} texts: {KEY}." in problem.message
    path.write_text("{language: de, bank: post_relapse, version: 1.1.0}", "utf-8")
    [problem] = found_in(bank)
    assert f"and {len(SOURCE) - 20} more" in problem.message


@pytest.mark.parametrize(
    ("row", "codes", "words"),
    [
        ({"source": "Before."}, ["BANK_331"], KEY),
        ({"was": "Before."}, ["BANK_331"], KEY),
        ({"text": "Somebody."}, ["BANK_333"], "{blank:person}"),
        ({"text": "{blank:person} {blank:persn}"}, ["BANK_334"], "{blank:persn}"),
    ],
)
def test_what_is_behind_or_fills_other_slots_is_told_on_its_line(
    bank: Path, row: dict[str, str], codes: list[str], words: str
) -> None:
    """A source that has changed, now or before; a slot that is lost, and one that is not known."""
    path = written(bank, **row)
    problems = found_in(bank)
    assert [each.code for each in problems] == codes
    assert words in problems[0].message
    assert (problems[0].file, problems[0].line > 1) == (str(path), True)
    assert "blank:person" in problems[0].remedy or codes != ["BANK_334"]


def test_a_file_of_another_shape_is_told(bank: Path) -> None:
    """In the words of all files of a bank."""
    path = written(bank)
    change(path, "    text:", "    txt:")
    [problem] = found_in(bank)
    assert (problem.code, problem.file) == ("BANK_011", str(path))


def test_a_key_that_no_text_has_is_told_with_a_near_one(bank: Path) -> None:
    """A warning: what was written under it is set aside by the next run."""
    path = written(bank)
    change(path, "flag.U-09.plain:", "flag.U-09.plane:")
    assert {each.code: each.severity for each in found_in(bank)} == {
        "BANK_330": "warning",
        "BANK_332": "warning",
    }
    assert any("flag.U-09.plain" in each.remedy for each in found_in(bank) if each.code == "BANK_332")


@pytest.mark.parametrize(
    ("language", "name", "bank_id", "code"),
    [("de", "fr", "post_relapse", "BANK_335"), ("de", "de", "another", "BANK_336")],
)
def test_a_file_of_another_language_or_bank_is_a_fault(
    bank: Path, language: str, name: str, bank_id: str, code: str
) -> None:
    """By both names."""
    path = written(bank, language, name=name)
    path.write_text(path.read_text("utf-8").replace("bank: post_relapse", f"bank: {bank_id}", 1), "utf-8")
    assert [(each.code, each.severity) for each in found_in(bank)] == [(code, "error")]


@examples(100)
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.tuples(st.text(), st.text()), max_size=5))
def test_a_file_is_read_as_it_was_written(rows: dict[str, tuple[str, str]]) -> None:
    """Whatever the keys and the words are."""
    texts = {key: TranslatedText(source=source, text=text) for key, (source, text) in rows.items()}
    made = Translation(language="de", bank="b", version="1", texts=texts, removed=texts)
    with TemporaryDirectory() as folder:
        path = Path(folder, "de.yaml")
        path.write_text(translation_text(made), "utf-8")
        assert read_translation(path).translation == made


def test_a_file_is_gone_on_with_and_one_with_faults_stays(bank: Path) -> None:
    """What was translated stays; a file that cannot be read, or is of another language, is not written."""
    file = bank.with_suffix("") / "texts" / "de.yaml"
    keep_texts(write_texts(str(bank), "de", file), file)
    change(file, '    text: ""', "    text: Nach einem Rückfall")
    mode = file.stat().st_mode
    again = write_texts(str(bank), "de", None)
    assert again.begun_from == file
    assert again.translation.texts["bank.title"].text == "Nach einem Rückfall"
    assert "1 of" in again.summary
    keep_texts(again, file)
    assert file.stat().st_mode == mode
    before = file.read_bytes()
    with pytest.raises(InputError, match="holds de texts"):
        write_texts(str(bank), "fr", file)
    with pytest.raises(UsageError, match="no tag"):
        write_texts(str(bank), "German", file)
    file.write_bytes(before + b"texts: {}\n")
    with pytest.raises(InputError, match="stays as it is"):
        write_texts(str(bank), "de", file)
