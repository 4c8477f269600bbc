"""Tests of what a review counts."""
