"""How a level is told where nobody has decided about it yet (rules 1.10)."""

from __future__ import annotations

NOT_YET_DECIDED = "not yet decided"
