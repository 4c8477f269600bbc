"""The schema of a file of emergency profiles."""

from __future__ import annotations

from relapse_cli.json_schema import Schema, schema_of, whole_schema
from relapse_cli.settings.profiles import ProfileFile

_NAME = "relapse-profiles"
_SAYS = "The emergency numbers of countries, each with what it is for and where it comes from."


def profiles_schema() -> Schema:
    """Return the schema of ``profiles.yaml``."""
    return whole_schema(_NAME, _SAYS, schema_of(ProfileFile))
