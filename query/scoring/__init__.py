"""BM25F scores, document sets and the cache of both."""
