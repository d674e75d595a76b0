"""Names of one thing (aliases): the lists of them, and what their owner accepts and refuses."""
