"""relapse: a guided interview for therapists after a return to use, and the plan that comes out of it."""

__version__ = "0.1.0"
