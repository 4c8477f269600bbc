"""Many records at once: one row a record, and counts that can be merged and do not grow with the records."""
