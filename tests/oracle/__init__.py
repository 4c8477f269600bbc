"""A second, independent implementation of the rules, written from the rules and question contracts alone.

It shares no code and no mechanism with the product. Tests compare the two on vignettes and on many generated
records; where they differ, one of them (or the contract) is wrong. Entry point: ``answer.evaluate``.

This is contract 1.1. ``UNCLEAR.md`` says where its text can be read in two ways, and which is taken.
"""
