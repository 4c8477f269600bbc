"""Record files out: the same record gives the same text."""

from __future__ import annotations

import json
from typing import assert_never

from relapse_cli.model.record import Record
from relapse_cli.records.kinds import RecordFormat
from relapse_cli.text.sanitize import whole_letters
from relapse_cli.yaml_door import dump_yaml


def record_text(record: Record, kind: RecordFormat = "json") -> str:
    """Return a record as text, its keys in the order of the model; what is not given is left out."""
    data = record.model_dump(exclude_none=True)
    data["answers"] = record.answers
    match kind:
        case "json":
            return _json(data, indent=1)
        case "jsonl":
            return _json(data, indent=None)
        case "yaml":
            return yaml_text(data)
        case _:
            assert_never(kind)


def yaml_text(data: object, *, compact: bool = False) -> str:
    """Return data as YAML that the YAML door reads as the same; its keys stay in order.

    Args:
        data: the data.
        compact: what holds nothing but single values stands on one line.
    """
    return dump_yaml(json.loads(_json(data, indent=None)), compact=compact)


def _json(data: object, *, indent: int | None) -> str:
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    return whole_letters(text) + "\n"
