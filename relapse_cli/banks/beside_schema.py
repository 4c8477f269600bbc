"""The schemas of what stands beside a bank: its properties and its cases."""

from __future__ import annotations

from relapse_cli.banks.condition_schema import condition_definitions, sheet_condition
from relapse_cli.json_schema import Schema, schema_of, whole_schema
from relapse_cli.model.bank_case import CASE_FORMAT, CaseFile
from relapse_cli.model.bank_properties import Properties

_PROPERTIES = "relapse-bank-properties"
_PROMISES = "What a bank promises of every interview; it is read by relapse bank prove."
_CASES = "Interviews beside a bank, and what is to come of each; they are run by relapse bank test."
_OPTION_LISTS = "options"


def properties_schema() -> Schema:
    """Return the schema of ``<bank>/properties.yaml``."""
    made = schema_of(Properties)
    definitions = {**made["$defs"], **condition_definitions(sheet_condition())}
    for each in definitions.values():  # true and false are options of a yes_no
        listed = each.get("properties", {}).get(_OPTION_LISTS)
        if listed is not None:
            listed["items"] = {"type": ["string", "boolean"]}
    return whole_schema(_PROPERTIES, _PROMISES, {**made, "$defs": definitions})


def cases_schema() -> Schema:
    """Return the schema of the files in ``<bank>/cases``."""
    made = schema_of(CaseFile)
    names: Schema = {"type": "array", "items": {"type": "string"}}
    definitions = {**made["$defs"]}
    definitions["Names"] = {"anyOf": [names, definitions["Names"]]}
    return whole_schema(CASE_FORMAT, _CASES, {**made, "$defs": definitions})
