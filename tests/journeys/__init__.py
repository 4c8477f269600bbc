"""Whole ways through the program, on real terminals."""
