"""The lines of a plan one by one: what rules and answers put there, in their words and with their slots."""
