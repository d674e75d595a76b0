"""The terminal: what the command line prints and in which language, how wide, and how it ends."""
