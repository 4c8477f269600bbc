"""Tests of `relapse_cli.app.sources`."""
