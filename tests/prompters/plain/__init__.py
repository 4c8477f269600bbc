"""Tests of `relapse_cli.prompters.plain.asker`."""
