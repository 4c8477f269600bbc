"""Tests of the cases beside a bank."""
