"""Setting the store up, and the ways to unlock it."""
