"""Which posts are in these files?

A reader for each kind of file, and sources that find the files: ``open_source`` for a folder or a file,
``read_stdin`` for what is piped in.
"""

from __future__ import annotations

from .files import open_source
from .stdin import read_stdin

__all__ = ["open_source", "read_stdin"]
