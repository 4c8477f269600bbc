"""Pictures as SVG, and the words beside them; several formats draw with them."""
