"""Readers of archives: the files in a zip or tar, each for its own reader."""
