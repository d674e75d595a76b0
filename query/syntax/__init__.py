"""The query language: from a typed string to a tree."""
