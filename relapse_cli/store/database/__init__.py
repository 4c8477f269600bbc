"""The one door to SQLCipher.

Doors: cipher, schema.
"""
