"""What an answer is: read, checked, edited, withheld and said in words."""
