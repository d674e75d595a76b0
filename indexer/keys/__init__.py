"""Which keys does a word have? What a word of the vocabulary is found by other than its spelling."""
