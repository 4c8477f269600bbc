"""The screens of an interview: questions, cards, check answers, what a change would do."""
