"""States made into screens: pure, and blind to prompters, store and files."""
