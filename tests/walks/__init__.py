"""Random walks through an interview, the way a therapist wanders through it, and what they must come to."""
