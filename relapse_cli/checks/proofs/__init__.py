"""Proofs over a whole bank: what can happen in some interview, and what in none."""
