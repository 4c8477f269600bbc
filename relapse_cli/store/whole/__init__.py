"""Opening, making, moving and changing the store as a whole."""
