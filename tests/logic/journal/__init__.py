"""Tests of `relapse_cli.logic.journal.changes`."""
