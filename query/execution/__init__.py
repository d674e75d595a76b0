"""Execution: the operators that combine leaf queries, and the explanation of a score."""
