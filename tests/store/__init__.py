"""The encrypted store: its keys, its journal, its backups."""
