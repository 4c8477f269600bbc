"""The lines that a check-in asks about, and what was reported of them."""
