"""Text about records and banks: plan, why, history, banks."""
