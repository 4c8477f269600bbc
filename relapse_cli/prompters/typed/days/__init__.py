"""Days and times in words; the one door is `read`."""
