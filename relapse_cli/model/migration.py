"""What a bank declares about records of its older versions: what became of their questions.

On the left of everything stands what an old record holds, on the right what the newer version makes of it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_Name = Annotated[str, StringConstraints(min_length=1)]
_Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _MigrationModel(BaseModel):
    """The common shape of a migration's parts: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FieldMigration(_MigrationModel):
    """What became of the fields of one group or of the entries of one list.

    Attributes:
        rename: old field id to new field id.
        map: by old field id, old option to new option.
        drop: by old field id, why it has no place any more.
    """

    rename: dict[str, _Name] = Field(default_factory=dict)
    map: dict[str, dict[str, _Name]] = Field(default_factory=dict)
    drop: dict[str, _Reason] = Field(default_factory=dict)


class Migration(_MigrationModel):
    """One step from a version of the bank to a later one.

    Attributes:
        since: the version of the records that it applies to; ``from`` in the file.
        to: the version that it makes of them.
        rename: old question id to new question id.
        map: by old question id, old option to new option.
        split: by old question id, the questions that its answer is shared out to.
        drop: by old question id, why it has no place any more.
        fields: by old question id, what became of its fields.
    """

    since: _Name = Field(alias="from")
    to: _Name
    rename: dict[str, _Name] = Field(default_factory=dict)
    map: dict[str, dict[str, _Name]] = Field(default_factory=dict)
    split: dict[str, Annotated[tuple[_Name, ...], Field(min_length=2)]] = Field(default_factory=dict)
    drop: dict[str, _Reason] = Field(default_factory=dict)
    fields: dict[str, FieldMigration] = Field(default_factory=dict)
