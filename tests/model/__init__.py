"""Tests of `relapse_cli.model`."""
