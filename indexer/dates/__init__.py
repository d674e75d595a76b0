"""Dates: parsing them, ranges of them, and their mentions in a text."""
