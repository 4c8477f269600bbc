"""`relapse config edit`: the file in an editor, taken over once it has no fault; a draft until then."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from relapse_cli.app.upkeep.config.change import save_config
from relapse_cli.app.upkeep.config.check import check_text
from relapse_cli.app.upkeep.config.template import TEMPLATE
from relapse_cli.errors import InputError, UsageError, reason_of
from relapse_cli.plain_file import read_plain
from relapse_cli.problems import Problem, errors_only
from relapse_cli.settings.config_file import LIMIT
from relapse_cli.text.shell import shell_word

Wants = Literal["again", "leave"]


@dataclass(frozen=True, slots=True)
class Editing:
    """What became of an edit.

    Attributes:
        came: taken over, nothing changed, or kept as a draft because of faults.
        draft: where the draft is, when it is kept.
        problems: the faults or warnings of what was written.
    """

    came: Literal["saved", "same", "draft"]
    draft: Path
    problems: tuple[Problem, ...] = ()


def draft_path(path: Path) -> Path:
    """Return where a draft of the configuration is kept."""
    return path.with_name(f"{path.stem}.draft{path.suffix}")


def editor_of(variables: Mapping[str, str], path: Path) -> list[str]:
    """Return the words that start the editor.

    Raises:
        UsageError: none is named, or its words do not go together.
    """
    try:
        words = shlex.split(variables.get("VISUAL") or variables.get("EDITOR") or "")
    except ValueError as error:
        raise UsageError("VISUAL or EDITOR has an open quotation mark.", remedy="Close it.") from error
    if not words:
        raise UsageError(
            "No editor is named in VISUAL or EDITOR.",
            remedy=f"Name one, such as: export EDITOR=nano, or change {shell_word(str(path))} by hand.",
        )
    return words


def edit_config(
    path: Path, editor: list[str], today: date, ask: Callable[[tuple[Problem, ...]], Wants]
) -> Editing:
    """Let the file be edited until it has no fault or is left; the file itself changes only at the end.

    A draft that was left before is gone on with.

    Args:
        path: the configuration file.
        editor: the words that start the editor; the name of the draft is put behind them.
        today: the day up to which a number can have been called.
        ask: is told the faults, and says whether the editor is opened again.

    Raises:
        InputError: the file changed meanwhile, or something cannot be read, written or started.
    """
    draft, before = draft_path(path), _read(path)
    if not draft.exists():
        save_config(draft, TEMPLATE.encode() if before is None else before)
    while True:
        _open(editor, draft)
        written = _read(draft)
        if written is None:
            raise InputError(f"{draft} is gone; {path} is as it was.")
        problems = check_text(written, path, today)
        if not errors_only(problems):
            break
        if ask(_in_draft(problems, path, draft)) == "leave":
            return Editing("draft", draft, _in_draft(problems, path, draft))
    return _take_over(path, draft, before, written, problems)


def _take_over(
    path: Path, draft: Path, before: bytes | None, written: bytes, problems: tuple[Problem, ...]
) -> Editing:
    """Put what was written into the place of the file, and take the draft away."""
    if _read(path) != before:
        raise InputError(
            f"{path} was changed by somebody else meanwhile; what you wrote is in {draft}.",
            remedy="Compare the two, then: relapse config edit",
        )
    came: Literal["saved", "same"] = "same" if written == before else "saved"
    if came == "saved":
        save_config(path, written)
    draft.unlink(missing_ok=True)
    return Editing(came, draft, problems)


def _in_draft(problems: tuple[Problem, ...], path: Path, draft: Path) -> tuple[Problem, ...]:
    """The problems with the name of the file in which they stand now."""
    return tuple(replace(each, file=str(draft)) if each.file == str(path) else each for each in problems)


def _open(editor: list[str], draft: Path) -> None:
    try:
        done = subprocess.run([*editor, str(draft)], check=False)  # noqa: S603 - the user's own editor
    except OSError as error:
        raise InputError(
            f"{editor[0]} cannot be started: {reason_of(error)}.",
            remedy=f"Name another editor in EDITOR. What was written is in {draft}.",
        ) from error
    if done.returncode:
        raise InputError(
            f"{editor[0]} ended with the code {done.returncode}; nothing was taken over.",
            remedy=f"What was written is in {draft}. To go on: relapse config edit",
        )


def _read(path: Path) -> bytes | None:
    """The bytes of a file; ``None`` where there is none.

    Raises:
        InputError: it cannot be read, or is too large for a configuration.
    """
    try:
        data = read_plain(path, LIMIT)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {reason_of(error)}.") from error
    if len(data) > LIMIT:
        raise InputError(f"{path} is larger than {LIMIT:,} bytes.", remedy="Make it smaller by hand.")
    return data
