"""Tests of `relapse_cli.logic.sign_off`."""
