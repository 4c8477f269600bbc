"""Tests of `relapse_cli.store.folder.folder`."""
