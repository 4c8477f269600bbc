"""Pure functions from a bank and a record to facts, flags and a plan; no clock, disk or screen."""
