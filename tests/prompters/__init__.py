"""Tests of the askers."""
