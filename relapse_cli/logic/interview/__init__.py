"""The interview as a state machine: a move makes a new state."""
