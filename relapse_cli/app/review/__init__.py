"""A review of many records: what is asked, who reads and counts, what comes out."""
