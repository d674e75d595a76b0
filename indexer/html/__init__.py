"""HTML to text: main text, metadata and posts of a page."""
