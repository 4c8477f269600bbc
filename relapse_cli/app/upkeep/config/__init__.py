"""The configuration file: looked at, changed and checked."""
