"""How words are written and fit: it knows no bank and no record."""
