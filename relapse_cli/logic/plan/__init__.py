"""`plan(bank, record, earlier)`: flags and lines, in order, with their words."""
