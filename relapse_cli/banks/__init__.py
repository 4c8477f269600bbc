"""Banks on disk: found, read, checked, cached."""
