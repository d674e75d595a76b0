"""The pages for a reader: templates, texts in two languages, and markup of what the index has."""
