"""A request: its parameters, the index that it asks, in threads, and the problems that it may have."""
