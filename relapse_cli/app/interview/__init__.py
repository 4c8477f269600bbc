"""The loop that holds an interview."""
