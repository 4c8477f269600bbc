"""What a bank that can be used may still get wrong: it says something else than somebody meant."""
