"""States to journal entries and back, and records under a newer bank."""
