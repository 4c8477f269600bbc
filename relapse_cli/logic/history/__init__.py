"""A case over time."""
