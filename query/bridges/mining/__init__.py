"""Alias mining: pairs of names that posts give."""
