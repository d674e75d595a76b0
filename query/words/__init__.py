"""Query words: a typed word, or two neighbours, as any index is searched for them."""
