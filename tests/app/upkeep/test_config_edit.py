"""An edit that needs a second look: the faults are told, and the same draft is opened again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from relapse_cli.app.upkeep.config.edit import Wants, draft_path, edit_config
from relapse_cli.problems import Problem

TODAY = date(2026, 11, 29)


def test_the_draft_is_opened_again_until_it_has_no_fault(tmp_path: Path) -> None:
    """What was typed the first time is still there the second time; the draft is gone at the end."""
    path = tmp_path / "config.yaml"
    path.write_text("# clinic\nprofile: us\n")
    path.chmod(0o600)
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nsed -i -e s/iee/ie/ -e s/us/iee/ "$1"\n')
    script.chmod(0o700)
    told: list[tuple[str, ...]] = []

    def ask(problems: tuple[Problem, ...]) -> Wants:
        told.append(tuple(f"{Path(each.file).name}:{each.line} {each.code}" for each in problems))
        return "again"

    done = edit_config(path, [str(script)], TODAY, ask)
    assert told == [("config.draft.yaml:2 CONFIG_030",)]
    assert (done.came, path.read_text()) == ("saved", "# clinic\nprofile: ie\n")
    assert not draft_path(path).exists()


def test_a_new_file_begins_with_every_setting_explained(tmp_path: Path) -> None:
    """Whoever opens it for the first time sees what there is."""
    path = tmp_path / "new" / "config.yaml"
    done = edit_config(path, ["true"], TODAY, lambda _: "leave")
    assert done.came == "saved"
    assert "# naloxone_source:" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
