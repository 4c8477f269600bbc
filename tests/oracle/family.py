"""The family sheet (rules section 8)."""

from __future__ import annotations

from typing import Any

from . import decisions
from .actions import Situation, s_panic


def family_sheet(s: Situation) -> bool:
    """Produced only when wanted, safe, said in private, nobody in danger, and a scope agreed with whom."""
    r = s.r
    if r.session == "followup":
        return False
    scope: Any = [r.part("loved.scope", "what"), r.part("loved.scope", "with_whom")]
    return (
        r.is_one("loved.wish", "wanted")
        and r.is_one("safety.home_safe", "safe", "lives_alone")
        and r.home_safe_private()
        and not s.flagged("E-12")
        and None not in scope
    )


def family_goes_out(s: Situation) -> bool:
    """With S-PANIC only after coercion was rechecked."""
    return family_sheet(s) and (not s_panic(s) or decisions.rechecked(s.decisions, "coercion"))
