"""Tests of `relapse_cli.screens`."""
