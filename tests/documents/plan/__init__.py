"""Tests of `relapse_cli.documents.plan`."""
