"""Tests of `relapse_cli.store.database`."""
