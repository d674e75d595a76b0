"""The base of all readers: the file that they get, the protocol that they follow, and the limits that hold them."""
