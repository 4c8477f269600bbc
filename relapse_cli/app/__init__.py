"""Use cases, one a file; they join the rooms below and print nothing."""
