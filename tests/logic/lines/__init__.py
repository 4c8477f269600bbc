"""Tests of `relapse_cli.logic.lines`."""
