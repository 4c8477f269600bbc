"""Tests of `relapse_cli.app.access`."""
