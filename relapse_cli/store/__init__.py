"""The encrypted store: a journal of every answer, its keys, its audit, its backups."""
