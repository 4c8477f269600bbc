"""`relapse bank show ID`, `graph` and `sources`: one part of a bank, its branching, its sources."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

from tests.banks_under_test import shipped_bank
from tests.cli.program import ROOT, Program


def test_one_part_is_shown_with_what_reads_it(relapse: Program) -> None:
    """A question, a flag, a line of each kind, a fact, a source."""
    done = relapse.run("bank", "show", "safety.now")
    assert (done.code, done.err) == (0, "")
    for words in ("Right now, is any of this happening to you?", "Reassuring answers", "flag E-01"):
        assert words in done.text
    bank = shipped_bank()
    for name, words in (
        ("M-04", bank.flag_by_id["M-04"].text),
        ("P-CONTACT", "If it is missed, the therapist calls the same day"),
        ("A-SAFETY", "Answers it quotes"),
        ("FS-12", "Look after yourself first."),
    ):
        shown = " ".join(relapse.run("bank", "show", name, env={"COLUMNS": "200"}).text.split())
        assert words in shown, name
    own = relapse.run("bank", "show", "M-04", "--bank", ROOT / "question_banks" / "post_relapse.yaml")
    assert own == relapse.run("bank", "show", "M-04")


def test_a_part_for_programs(relapse: Program) -> None:
    """With the keys of the bank, and what reads it."""
    data = json.loads(relapse.run("bank", "show", "M-04", "--format", "json").out)
    assert (data["format"], data["kind"], data["id"], data["level"]) == (
        "relapse-bank-show/1",
        "flag",
        "M-04",
        3,
    )
    assert "line P-SAMEDAY" in data["read_by"]


def test_an_id_that_is_not_there_has_a_suggestion(relapse: Program) -> None:
    """Of questions, rules and banks alike; a path that is not there is a bank that is not there."""
    for wrong, near in (
        ("safety.nwo", "safety.now"),
        ("P-CONTCT", "P-CONTACT"),
        ("post_relaps", "post_relapse"),
    ):
        done = relapse.run("bank", "show", wrong)
        assert done.code == 5
        assert f"Did you mean '{near}'?" in done.err
    assert "There is no bank" in relapse.run("bank", "show", "no/such.yaml").err


def test_a_question_as_the_screen_it_becomes(relapse: Program) -> None:
    """Whatever kind it is, and whether or not it would be asked now."""
    done = relapse.run("bank", "show", "safety.now", "--screen")
    assert (done.code, done.err) == (0, "")
    assert done.text.startswith("--- Safety now")
    assert " 14. None of these\n" in done.text
    assert max(map(len, done.text.splitlines())) < 80
    for args in (("M-04", "--screen"), ("--screen",), ("post_relapse", "--screen")):
        assert relapse.run("bank", "show", *args).code == 2


def test_sections_and_the_questions_of_one_are_drawn(relapse: Program, tmp_path: Path) -> None:
    """By the ending of the file a picture, else a flowchart."""
    page = tmp_path / "safety.svg"
    assert relapse.run("bank", "graph", "--section", "safety", "-o", page).code == 0
    drawn = "".join(ET.fromstring(page.read_text("utf-8")).itertext())
    assert all(question in drawn for question in shipped_bank().section_of if question.startswith("safety."))
    assert "event.substance · in another section" in drawn
    flow = relapse.run("bank", "graph").text
    assert "flowchart TD" in flow
    assert all(section.title in flow for section in shipped_bank().sections)
    wrong = relapse.run("bank", "graph", "--section", "safty")
    assert wrong.code == 5
    assert "Did you mean 'safety'?" in wrong.err
    picture = relapse.run("bank", "graph", "-o", tmp_path / "sections.png")
    assert (picture.code, "Choose from .svg, .mmd" in picture.err) == (2, True)
    assert not (tmp_path / "sections.png").exists()


def test_each_source_has_its_age(relapse: Program) -> None:
    """As text, for programs, and for a spreadsheet; the numbers of each country as well."""
    data = json.loads(relapse.run("bank", "sources", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(relapse.run("bank", "sources", "--format", "csv").text)))
    ids = [source.id for source in shipped_bank().sources]
    assert [row["id"] for row in data["sources"]][: len(ids)] == ids
    assert [row["id"] for row in rows] == [row["id"] for row in data["sources"]]
    assert any(row["kind"] == "numbers" and row["id"] == "ie" for row in rows)
    text = relapse.run("bank", "sources").text
    assert all(f"{name}  " in text for name in ids)
    assert "PAST ITS REVIEW DATE" not in text or any(row["overdue"] for row in data["sources"])
