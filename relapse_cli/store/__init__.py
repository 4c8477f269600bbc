"""The encrypted store: a journal of every answer, its keys, its audit, its backups.

Each package names its doors: the files that others may enter. The rest is the store's own business.
"""
