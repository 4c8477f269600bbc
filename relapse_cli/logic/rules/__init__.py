"""What conditions mean, and one record read through one bank."""
