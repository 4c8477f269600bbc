"""Tests of `relapse_cli.logic.interview.moves`."""
