"""The rules: what follows from a record."""
