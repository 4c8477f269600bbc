"""How a bank speaks: words that hurt, texts that are hard to read, lines that are too long."""
