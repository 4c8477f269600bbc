"""The asker that works line by line, without moving the cursor."""
