"""The index folder: commits, segments, locks, and the writer."""
