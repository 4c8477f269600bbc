"""What one answer wakes: calls, files and evaluations of one turn: ``python benchmarks/one_turn.py [TREE]``.

An interview goes on at the sleep of the last nights, with the plain asker and an open store. The turn begins
when that line is put and ends when the next question is put; in between it is typed, checked, understood,
stored and the next screen is made. Counts, not times, so that they compare between commits: give another
checkout to count there.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import CodeType, FrameType

ROOT = (Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]).resolve()
sys.path.insert(0, str(ROOT))

PACKAGE = str(ROOT / "relapse_cli")
CASE = ROOT / "tests" / "vignettes" / "PR-101.json"
TURN = "safety.sleep"
TYPED = "5 4 6 / 9\n"
SHOWN = 12


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is one, as far as anybody knows."""
        return True


class Turn:
    """Counts between two questions; to be set as the profile function."""

    def __init__(self) -> None:
        self.ours: Counter[CodeType] = Counter()
        self.calls = 0
        self.state = "before"

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Note a call."""
        code = frame.f_code
        if (
            event == "call"
            and code.co_name == "ask"
            and "prompters/plain" in code.co_filename
            and "screen" in frame.f_locals
        ):
            self._put(frame.f_locals["screen"].step.question)
        if self.state == "counting" and event in {"call", "c_call"}:
            self.calls += 1
            if event == "call" and code.co_filename.startswith(PACKAGE):
                self.ours[code] += 1

    def _put(self, question: str) -> None:
        if self.state == "counting":
            self.state = "after"
            sys.setprofile(None)
        elif question == TURN:
            self.state = "counting"

    @property
    def evaluations(self) -> int:
        """How many evaluations were built."""
        return sum(n for code, n in self.ours.items() if code.co_qualname == "Evaluation.__init__")


def known_answers(folder: Path) -> Path:
    """A file with the answers of a case up to the question of the turn."""
    record = json.loads(CASE.read_text(encoding="utf-8"))
    names = list(record["answers"])

    known = {name: record["answers"][name] for name in names[: names.index(TURN)]}
    kept = {key: record[key] for key in ("format", "id", "case", "path", "started_at")}
    path = folder / "known.json"
    path.write_text(json.dumps(kept | {"answers": known}), encoding="utf-8")
    return path


def count_turn(folder: Path) -> Turn:
    """Hold an interview from the command line up to the end of the turn."""
    key = folder / "key"
    key.write_bytes(bytes(range(32)))
    key.chmod(0o600)
    os.environ |= {"RELAPSE_KEY_FILE": str(key), "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
    from relapse_cli.__main__ import main

    where = ["--data-dir", str(folder / "store"), "--profile", "ie"]
    sys.argv = ["relapse", "interview", "--accessible", "--answers", str(known_answers(folder)), *where]
    sys.stdin, sys.stderr = Terminal(TYPED), Terminal()
    turn = Turn()
    sys.setprofile(turn)
    try:
        main()
    except SystemExit:
        pass
    finally:
        sys.setprofile(None)
        shown, sys.stderr = sys.stderr, sys.__stderr__
    if turn.state != "after":
        sys.exit(f"The question of the turn did not come and go:\n{shown.getvalue()}")
    return turn


def main() -> None:
    """Print the counts."""
    with tempfile.TemporaryDirectory() as name:
        turn = count_turn(Path(name))
    files = Counter[str]()
    for code, number in turn.ours.items():
        files[code.co_filename] += number
    print(f"calls {turn.ours.total()} of {turn.calls} in {len(files)} files, {turn.evaluations} evaluations")
    for code, number in turn.ours.most_common(SHOWN):
        print(f"{number:6} {code.co_qualname:40} {Path(code.co_filename).relative_to(PACKAGE)}")


if __name__ == "__main__":
    main()
