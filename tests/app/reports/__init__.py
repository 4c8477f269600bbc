"""Tests of `relapse_cli.app.reports`."""
