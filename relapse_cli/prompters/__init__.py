"""Askers: one protocol, and one file for each way of asking."""
