"""Tests of `relapse_cli.app.keeping`."""
