"""The screens of the sign-off: its hub, flags, lines and end."""
