"""Two banks beside each other."""
