"""Without these a bank is not used at all: names that exist, conditions that fit, ways that end."""
