"""Tests of `relapse_cli.logic.followup`."""
