"""How a record can be written in a file, and what the name of a file says of it."""

from __future__ import annotations

from typing import Literal

RecordFormat = Literal["json", "yaml", "jsonl"]

KIND_OF_ENDING: dict[str, RecordFormat] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""What a file's name announces; any other file is read by its first line, and written as JSON."""
