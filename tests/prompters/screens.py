"""Screens for tests, one for each kind."""

from __future__ import annotations

from typing import Any

from relapse_cli.logic.stored_answers import Step
from relapse_cli.model.bank import Option
from relapse_cli.prompters.base import Place, Screen

SIGNS = (
    Option(id="fit", label="A fit"),
    Option(id="chest", label="Chest pain", help="Now or since."),
    Option(id="none", label="None of these"),
)
PLACES = (Place("Frame", "done", "frame.mode"), Place("Safety", "partly", "safety.now"))


def screen(kind: str, **more: Any) -> Screen:
    """A screen of a kind, with everything that can be offered on it."""
    made: dict[str, Any] = {
        "step": Step("safety.sleep"),
        "kind": kind,
        "label": "What is asked?",
        "section": "Safety",
        "progress": (3, 12),
        "help": "How to answer.",
        "why": "Because it helps.",
        "statuses": ("unknown", "declined"),
        "places": PLACES,
        "safety": "safety.now",
        "now": "2026-11-20T10:00:00+01:00",
    }
    if kind in {"choice", "multi"}:
        made["options"] = SIGNS
    if kind == "multi":
        made["exclusive"] = "none"
    return Screen(**{**made, **more})
