"""Segments: the immutable parts of an index, each one file of columns."""
