"""A suggestion: one line of an autocomplete list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["word", "title"]
Why = Literal["prefix", "partial", "layout", "choseong", "spelling"]
"""Which help found it: the typed text goes on so; its last syllable is unfinished; it was typed in the other keyboard
layout; it was typed by its initial consonants; it was misspelt."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text to search for instead of what is typed.

    ``count`` is the number of documents that have the word, or all words where there are several, or this title.
    """

    text: str
    kind: Kind
    count: int
    why: Why

    def to_json(self) -> dict[str, Any]:
        """As in ``malmoi suggest --json``."""
        return {"text": self.text, "kind": self.kind, "count": self.count, "why": self.why}
