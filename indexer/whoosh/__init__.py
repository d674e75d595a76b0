"""Segments as a Whoosh index, so that every Whoosh query and Whoosh's own parser work on them.

Nothing is stored for it: Whoosh's readers look into the columns of the segments.
"""
