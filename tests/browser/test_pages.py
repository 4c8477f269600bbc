"""The pages in a real browser: on a phone, on a screen, on paper, in the light and in the dark."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from relapse_cli.formats.base import RenderOptions
from relapse_cli.formats.catalogue import write_document, write_review
from tests.banks_under_test import shipped_bank
from tests.documents.pages import pages
from tests.formats.test_blocks import everything
from tests.review_values import sample, with_word

HERE = Path(__file__).parent
LOOKED_AT = ("PR-101_clinician", "PR-102_patient", "PR-107_family", "PR-107_patient", "history")
HOSTILE = (
    "<img src=http://a.b/c onerror=alert(1)> <script>alert(2)</script> אבג \u202e {{7*7}} & `x` " + "w" * 80
)
WHITE, DARK = "rgb(255, 255, 255)", "rgb(20, 25, 27)"


def missing() -> str:
    """What a look at the pages lacks on this machine; empty where nothing is."""
    tools = [tool for tool in ("node", "chromium") if shutil.which(tool) is None]
    modules = [
        name for name in ("playwright-core", "axe-core") if not (HERE / "node_modules" / name).is_dir()
    ]
    return ", ".join(tools + modules)


def test_every_page_is_sound_in_every_view(tmp_path: Path) -> None:
    """On a phone, a screen and paper, light and dark: nothing is fetched, said on the console or too wide.

    And axe finds no violation, and paper is never dark.
    """
    if found := missing():
        if os.environ.get("CI"):
            pytest.fail(f"a look at the pages lacks {found}; .ci/run installs it")
        pytest.skip(f"not installed: {found} (apt-get install chromium nodejs npm; npm ci in tests/browser)")
    known = dict(pages())
    texts = {name: known[name] for name in LOOKED_AT}
    texts["everything"] = write_document(everything(HOSTILE), "html", RenderOptions())
    for name, review in {"review": sample(partial=True), "review_hostile": with_word(HOSTILE)}.items():
        texts[name] = str(write_review(review, shipped_bank(), "html", RenderOptions()))
    for name, text in texts.items():
        (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
    views = look(tmp_path)
    assert len(views) == 10 * len(texts)
    assert [fault for view in views for fault in faults(view)] == []


def look(folder: Path) -> list[dict[str, Any]]:
    """What one browser sees of all pages in a folder, by page and view."""
    command = ["node", str(HERE / "look.mjs"), str(shutil.which("chromium")), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    views: list[dict[str, Any]] = json.loads(done.stdout)
    return views


def faults(view: dict[str, Any]) -> list[str]:
    """What is wrong in one view, in words."""
    dark = view["media"] == "screen" and view["colorScheme"] == "dark"
    found = [*view["heard"], *view["violations"]]
    found += [f"{view['tooWide']} pixels too wide"] if view["tooWide"] > 0 else []
    found += [f"on {view['ground']}"] if view["ground"] != (DARK if dark else WHITE) else []
    found += [] if view["passes"] > 10 else ["axe found hardly anything to look at"]
    return [f"{view['page']} {view['media']} {view['colorScheme']} {view['width']}: {each}" for each in found]
