"""A sheet of Word, and the one door to python-docx."""
