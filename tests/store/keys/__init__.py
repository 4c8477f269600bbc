"""Tests of `relapse_cli.store.keys`."""
