"""Aliases: names for one thing."""
