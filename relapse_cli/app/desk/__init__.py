"""The desk: everything of a week after one unlock."""
