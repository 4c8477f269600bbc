"""What a command says when it is done."""
