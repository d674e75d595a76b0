"""Expansion: asks the bridges for variants of the query's words."""
