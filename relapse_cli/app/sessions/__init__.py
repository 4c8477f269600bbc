"""From a command to the loop, and to its end."""
