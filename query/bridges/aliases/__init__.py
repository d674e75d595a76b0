"""Aliases: synonyms, groups of names of one thing."""
