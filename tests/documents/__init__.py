"""Documents: what they say, and what they never let through."""
