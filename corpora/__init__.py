"""Which posts are in these files?

A reader for each kind of file, and sources that find the files: ``open_source`` for a folder or a file,
``read_stdin`` for what is piped in.
"""

from __future__ import annotations

from pathlib import Path

from .files import open_source
from .stdin import read_stdin

LEXICON = Path(__file__).parent / "lexicon"
"""The folder of the bilingual word list."""

__all__ = ["LEXICON", "open_source", "read_stdin"]
