"""Tests of `relapse_cli.app.upkeep.keys`."""
