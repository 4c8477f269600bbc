"""How records come in by the million."""
