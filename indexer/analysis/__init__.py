"""The analyzer: runs of a text into tokens."""
