"""Readers of dictionaries, and the word lists made of them."""
