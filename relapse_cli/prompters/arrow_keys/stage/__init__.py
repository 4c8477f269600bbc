"""The one application that stays on the terminal from question to question."""
