"""One file a format: what a document says, written as text or bytes."""
