"""Tests of `relapse_cli.logic.facts`."""
