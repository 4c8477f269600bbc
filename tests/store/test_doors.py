"""Which files of the store others enter: the doors that each of its packages names."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import relapse_cli

TOP = Path(relapse_cli.__file__).parent
PACKAGES = ("database", "folder", "journal", "keys", "whole")


def named() -> set[str]:
    """The doors, as the packages of the store name them."""
    words = {each: str(import_module(f"relapse_cli.store.{each}").__doc__) for each in PACKAGES}
    return {
        f"{package}.{door.strip()}"
        for package, text in words.items()
        for door in text.split("Doors: ")[1].rstrip(".\n").split(",")
    }


def entered() -> set[str]:
    """The files of the store that the rest of the program imports from."""
    return {
        str(found.module).removeprefix("relapse_cli.store.")
        for path in TOP.rglob("*.py")
        if "store" not in path.relative_to(TOP).parts[:1]
        for found in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(found, ast.ImportFrom) and str(found.module).startswith("relapse_cli.store.")
    }


def test_others_enter_the_store_by_its_doors_only() -> None:
    """A file becomes a door by being named as one, and one that nobody enters is none."""
    assert entered() == named()
