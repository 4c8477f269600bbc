"""Ratios against named peers; no test measures time."""
