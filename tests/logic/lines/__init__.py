"""Tests of `relapse_cli.logic.plan`."""
