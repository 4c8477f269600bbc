"""Tests of `relapse_cli.store.whole`."""
