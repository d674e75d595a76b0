"""Query expanders (bridges): other words by which a post may say what the query says."""
