"""Cases of a bank: what came of them, what they reach of its conditions, and which changes they notice."""
