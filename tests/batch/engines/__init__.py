"""Tests of who does the work of a review."""
