"""The JSON API for programs, its description, and what watches the server."""
