"""Tests of relapse_cli/checks/proofs."""
