"""The one door to SQLCipher."""
