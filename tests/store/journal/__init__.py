"""Tests of `relapse_cli.store.journal`."""
