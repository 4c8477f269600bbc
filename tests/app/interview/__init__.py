"""Tests of `relapse_cli.app.interview`."""
