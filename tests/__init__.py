"""The tests of relapse, in the same rooms as the code."""
