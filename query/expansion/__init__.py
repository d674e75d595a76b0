"""Query expansion: asks the bridges what else a word is called."""
