"""Keys of words: readings and phonetic keys by which a word of the vocabulary is found, besides its spelling."""
