"""Tests of `relapse_cli.app.asking`."""
