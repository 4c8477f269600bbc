"""What a review asks of many cases: one file a question, each with what it counts and the tables it makes."""
