"""Setting up before the first patient comes: step by step, each of which can wait."""
