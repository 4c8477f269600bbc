"""Tests of relapse_cli/settings."""
