"""What a command works on: bank, profile, records and answers."""
