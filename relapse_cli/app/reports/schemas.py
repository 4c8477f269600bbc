"""JSON Schema of the files that people edit, and of what the program writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from relapse_cli.app.sources.bank import require_bank
from relapse_cli.banks.bank_schema import bank_schema
from relapse_cli.banks.beside_schema import cases_schema, properties_schema
from relapse_cli.formats.data import review_json
from relapse_cli.formats.data.plan_shape import plan_schema
from relapse_cli.records.record_schema import record_schema
from relapse_cli.settings.profile_schema import profiles_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relapse_cli.json_schema import Schema

SchemaKind = Literal["bank", "properties", "cases", "profiles", "record", "plan", "review"]

_MADE: Mapping[str, Callable[[], Schema]] = {
    "bank": bank_schema,
    "properties": properties_schema,
    "cases": cases_schema,
    "profiles": profiles_schema,
    "record": record_schema,
    "plan": plan_schema,
}


def schema_text(kind: SchemaKind, bank: str | None = None) -> str:
    """Return a schema as JSON on several lines.

    Args:
        kind: what it is for.
        bank: of a record, the bank whose answers it takes, by name or path.

    Raises:
        InputError: there is no such bank, or it has faults.
    """
    if kind == "review":
        return review_json.schema()
    made = record_schema(require_bank(bank)) if kind == "record" and bank is not None else _MADE[kind]()
    return f"{json.dumps(made, ensure_ascii=False, indent=2)}\n"
