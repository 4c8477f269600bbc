"""Tests of `relapse_cli.logic.answers`."""
