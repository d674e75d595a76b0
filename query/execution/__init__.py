"""Execution: the operators that match and score."""
