"""Leaf queries: terms, phrases, patterns and conditions, each matched against one segment."""
