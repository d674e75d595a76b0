"""Which posts are in these files?

A reader for each kind of file (``readers``), and sources that find the files: ``files.open_source`` for a folder or a
file, ``stdin.read_stdin`` for what is piped in. They are imported by whoever reads; a search needs none of them.
"""
