"""Tests of `relapse_cli.app.sessions`."""
