"""What an office program makes of our documents: it opens each, and shows every word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from relapse_cli.documents.history import history_document
from relapse_cli.documents.plan.document import plan_document
from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_document
from tests.banks_under_test import plan_of, shipped_bank, vignette
from tests.cases_over_time import whole_history
from tests.documents.hostile import thousand_texts
from tests.formats.read_docx import words
from tests.formats.read_pdf import read, squeezed
from tests.formats.test_blocks import everything
from tests.formats.thousand_texts import told

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None and not os.environ.get("CI"), reason="needs LibreOffice, which .ci/run installs"
)
PLAN = plan_of(vignette("PR-103"))
DOCUMENTS = {
    "clinician": plan_document(PLAN, shipped_bank(), "clinician"),
    "patient": plan_document(PLAN, shipped_bank(), "patient"),
    "history": history_document(whole_history(), shipped_bank()),
    "everything": everything("zzz"),
    "hostile": told(thousand_texts()[:200]),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All documents as the office program prints them, in one start of it."""
    folder = tmp_path_factory.mktemp("office")
    files = [folder / f"{name}.docx" for name in DOCUMENTS]
    for file in files:
        file.write_bytes(write_document(DOCUMENTS[file.stem], "docx", RenderOptions()))
    command = [OFFICE or "soffice", "--headless", f"-env:UserInstallation={(folder / 'home').as_uri()}"]
    convert = ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run([*command, *convert], check=True, capture_output=True, timeout=300)
    return folder


def pages(folder: Path, name: str) -> list[str]:
    """The words of the pages of a printed document."""
    return [page.extract_text() for page in read((folder / f"{name}.pdf").read_bytes()).pages]


def letters(text: str) -> str:
    """Letters and digits only: a sign of another font may be read before or after its neighbours."""
    return re.sub(r"[\W_]", "", squeezed(text))


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "hostile"])
def test_an_office_program_shows_every_paragraph(opened: Path, name: str) -> None:
    """What stands in the file is what is seen when it is opened."""
    document = DOCUMENTS[name]
    foot = re.compile(letters(" · ".join((document.title, *document.facts[:1]))) + r"\d+of\d+$")
    shown = "".join(foot.sub("", letters(page)) for page in pages(opened, name))
    written = words(write_document(document, "docx", RenderOptions())).split("\n")
    assert [row for row in written if letters(row) not in shown] == []


def test_an_office_program_opens_hostile_texts_as_words(opened: Path) -> None:
    """Markup, formulas and field codes are read as they were typed, and nothing is a link."""
    shown = squeezed("".join(pages(opened, "hostile")))
    for words_typed in ('{HYPERLINK"http://a.b"}', '=cmd|"/ccalc"!A1', "<w:p/>", "#import", "MERGEFIELDx"):
        assert words_typed in shown
    assert all("/Annots" not in page for page in read((opened / "hostile.pdf").read_bytes()).pages)
