"""`relapse demo`: the whole journey without a question."""

from __future__ import annotations

from pathlib import Path

from tests.cli.program import Program


def test_the_demo_shows_interview_and_plan_and_writes_nothing(relapse: Program, tmp_path: Path) -> None:
    """From an empty folder, without a terminal: what this is, what was said, the plan, how to begin."""
    done = relapse.run("demo", cwd=tmp_path)
    assert done.code == 0
    assert done.text.startswith("A made-up case.")
    assert "not clinically reviewed" in done.text.lower()
    places = [
        done.text.index(words) for words in ("Session frame ─", "In short ─", "What this was ─", "Next ─")
    ]
    assert places == sorted(places)
    commands = [line.strip() for line in done.text.split("Next ─")[1].splitlines() if "  relapse " in line]
    assert [command.split()[1] for command in commands] == ["interview", "plan", "plan"]
    assert max(map(len, [*done.text.splitlines(), *done.notes])) <= 80
    narrow = relapse.run("demo", env={"COLUMNS": "40"})
    assert max(map(len, narrow.text.splitlines())) <= 40
    assert list(tmp_path.iterdir()) == []
