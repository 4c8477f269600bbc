"""What the store holds: entries, audit, interviews, their chain and its witness.

Doors: extent, erase, interviews, status.
"""
