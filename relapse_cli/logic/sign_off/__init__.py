"""The sign-off as a state: decisions, open points, what was taken off."""
