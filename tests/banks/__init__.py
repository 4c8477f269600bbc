"""Tests of relapse_cli/banks."""
