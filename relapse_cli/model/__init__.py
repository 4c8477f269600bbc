"""Frozen data: conditions, banks, records, decisions, plans."""
