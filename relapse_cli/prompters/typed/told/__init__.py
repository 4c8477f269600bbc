"""A line as it is told, read into the parts of an entry; the one door is `read`."""
