"""Tests of `relapse_cli.formats`."""
