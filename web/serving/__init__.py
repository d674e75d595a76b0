"""The server of ``malmoi serve``: sockets and processes."""
