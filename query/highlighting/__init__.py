"""Highlighting: marks in a text, and the snippet around them."""
