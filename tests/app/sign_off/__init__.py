"""Tests of `relapse_cli.app.sign_off.loop`."""
