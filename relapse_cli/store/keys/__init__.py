"""The data key and the ways to it."""
