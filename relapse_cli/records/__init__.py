"""Record files in and out: JSON, YAML and JSON Lines."""
