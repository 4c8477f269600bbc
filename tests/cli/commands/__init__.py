"""Tests of `relapse_cli.cli.commands`."""
