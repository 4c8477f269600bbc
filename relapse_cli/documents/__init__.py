"""What a document says, as data; it knows no format."""
