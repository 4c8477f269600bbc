"""What can be worked out from answers: the catalogue of derived facts."""
