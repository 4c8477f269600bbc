"""Tests of `relapse_cli.logic.history.build`."""
