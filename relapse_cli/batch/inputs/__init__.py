"""How records come in by the million: files, folders, patterns and pipes, one record after another."""
