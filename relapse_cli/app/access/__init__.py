"""The door to the store: where it is, and how it is unlocked."""
