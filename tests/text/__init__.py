"""Tests of `relapse_cli.text`."""
