"""Tests of relapse_cli/records."""
