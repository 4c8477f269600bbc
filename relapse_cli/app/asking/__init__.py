"""Dialogues of our own, and who is asked."""
