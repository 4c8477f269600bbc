"""The plan in its editions: order and words of its parts, once for every format."""
