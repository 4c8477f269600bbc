"""Two banks beside each other: what changed in meaning, and what that makes of a record."""
