"""Tests of `relapse_cli.screens.sign_off`."""
