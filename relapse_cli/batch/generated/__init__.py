"""From a bank to one Python function: structs that records are read into, and what evaluates them."""
