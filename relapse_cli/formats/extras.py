"""What a format needs beyond the program itself: an extra, named where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from relapse_cli.errors import UsageError

_LIBRARY = {"pdf": "typst", "docx": "docx", "parquet": "pyarrow"}
_NO_WHEEL = {"pdf": " (typst, which it brings, has no package for Windows on Arm)"}


def require_extra(form: str) -> None:
    """Return when all is there that a format is written with.

    Raises:
        UsageError: its extra is not installed; one line says which.
    """
    if not can_be_written(form):
        why = _NO_WHEEL.get(form, "")
        raise UsageError(f"The format {form} needs an extra: pip install 'relapse-cli[{form}]'{why}")


def can_be_written(form: str) -> bool:
    """Whether all is there that a format is written with."""
    library = _LIBRARY.get(form)
    return library is None or is_installed(library)


def is_installed(library: str) -> bool:
    """Whether a library is there, without importing it."""
    return find_spec(library) is not None
