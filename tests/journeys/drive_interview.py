"""Hold one interview on a real terminal with the shipped bank; the record goes to standard output as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from relapse_cli.app.choose_asker import choose_asker
from relapse_cli.app.hold_interview import hold_interview
from relapse_cli.banks.loader import load_bank
from relapse_cli.logic.consistency import consistency_questions
from relapse_cli.model.record import Record

BANK = Path(__file__).parents[2] / "question_banks" / "post_relapse.yaml"
NOW = "2026-11-20T10:00:00+01:00"
END = "2026-11-20T10:45:00+01:00"


def main() -> None:
    """Hold the interview that the arguments describe."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--path", default="core")
    parser.add_argument("--accessible", action="store_true")
    parser.add_argument("--answers", type=Path)
    given = parser.parse_args()
    answers = json.loads(given.answers.read_text("utf-8"))["answers"] if given.answers else {}
    bank, problems = load_bank(BANK)
    if bank is None:
        sys.exit("\n".join(map(str, problems)))
    record = Record(id="journey", case="PR-1", path=given.path, started_at=NOW, answers=answers)
    asker = choose_asker(os.environ, sys.stdin, sys.stderr, accessible=given.accessible)
    end = hold_interview(bank, record, asker, lambda: END, consistency=consistency_questions)
    made = {"state": end.state, "level": end.level, "consented": end.consented, "unput": list(end.unput)}
    sys.stdout.write(json.dumps({**made, "answers": end.record.answers}) + "\n")


if __name__ == "__main__":
    main()
