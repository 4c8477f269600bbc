"""What a bank must satisfy before anybody may be asked from it."""
