"""Opening, making, moving and changing the store as a whole.

Doors: backup, backup_file, first, open, repair, restore, rotate, store.
"""
