"""What a person types, read into values."""
