"""Documents: the input that a reader yields, and the normalised record that the index stores."""
