"""One of several processes that write to the same store at once."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path
from typing import Any

from tests.store.made_stores import answer, open_store

INTERVIEW = "interview-1"
GO = "go"
LONGEST_PAUSE = 0.005


def work(task: dict[str, Any], handle: int) -> None:
    """When all are ready, append answers, each with the name of the writer and a number, and say each one.

    With a ``file`` in its task it is the control: all answers are in one file, read and written whole.
    """
    store = None if task["file"] else open_store(Path(task["folder"]), wait=300)
    os.write(handle, b"ready\n")
    while not Path(task["folder"], GO).exists():
        time.sleep(0.001)
    for number in range(task["count"]):
        words = f"{task['name']} {number}"
        if store is not None:
            store.append(INTERVIEW, [answer(words)])
        else:
            add_to_file(Path(task["file"]), words)
        os.write(handle, f"saved {words}\n".encode())
        time.sleep(random.uniform(0, LONGEST_PAUSE))
    if store is not None:
        store.close()


def add_to_file(path: Path, words: str) -> None:
    """Read a file, add to it and put it back, in one step that no other process sees half done.

    It takes long enough for another one to do the same meanwhile, even where one processor does all the work.
    """
    held = json.loads(path.read_text())
    time.sleep(random.uniform(0, LONGEST_PAUSE))
    spare = path.with_name(f"{path.name}.{os.getpid()}")
    spare.write_text(json.dumps([*held, words]))
    spare.replace(path)
