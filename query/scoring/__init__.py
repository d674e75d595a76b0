"""Scoring: scores of terms, sets of documents, and the cache of both."""
