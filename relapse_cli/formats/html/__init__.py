"""One HTML file that fetches nothing."""
