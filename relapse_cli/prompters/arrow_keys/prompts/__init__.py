"""Lists, texts and keys as they are drawn and read."""
