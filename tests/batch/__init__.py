"""Tests of the batch review."""
