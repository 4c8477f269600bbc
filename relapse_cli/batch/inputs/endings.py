"""What the name of a file says of what is in it."""

from __future__ import annotations

from typing import Literal

Kind = Literal["lines", "json", "yaml"]

_KINDS: dict[str, Kind] = {
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_PACKED = (".gz", ".zst")


def kind_of(name: str) -> Kind | None:
    """Return what a name announces, packed or not; ``None`` where it announces nothing of ours."""
    bare = name.lower()
    for ending in _PACKED:
        bare = bare.removesuffix(ending)
    return _KINDS.get(bare[bare.rfind(".") :])


def is_packed_name(name: str) -> bool:
    """Whether a name announces a packed file."""
    return name.lower().endswith(_PACKED)


def is_record_name(name: str) -> bool:
    """Whether a file in a folder is read: named like a record, and not hidden."""
    return not name.startswith(".") and kind_of(name) is not None
