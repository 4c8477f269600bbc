"""The loop that holds a sign-off."""
