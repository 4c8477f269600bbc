"""A whole bank as one document to be read and signed."""
