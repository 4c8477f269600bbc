"""Tests of `relapse_cli.prompters.typed.days`."""
