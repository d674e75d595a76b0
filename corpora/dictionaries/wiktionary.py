"""Wiktionary as wiktextract gives it (kaikki.org): JSON Lines, a word with its senses and translations a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .dictionary import Damage, Dictionary, DictionaryEntry, opened

_LINE_AT_MOST = 64 << 20
_KOREAN = ("ko", "kor")
_ORIGIN = "Wiktionary, CC BY-SA 4.0 and GFDL"


def read_wiktionary(path: Path) -> Dictionary:
    """Korean words with their English glosses, and English words with their Korean translations."""
    return Dictionary(_entries(path), _ORIGIN)


def _entries(path: Path) -> Iterator[DictionaryEntry | Damage]:
    with opened(path) as stream:
        for number, line in enumerate(iter(lambda: stream.readline(_LINE_AT_MOST), b""), start=1):
            if not line.strip():
                continue
            try:
                entry = json.loads(line)
                definition = "\n".join(_definitions(entry))
                yield DictionaryEntry(str(entry["word"]), definition)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                yield Damage(f"line {number}")


def _definitions(entry: dict[str, Any]) -> Iterator[str]:
    """The glosses of a Korean word; of another one what it is in Korean."""
    senses = entry.get("senses") or []
    if _language(entry) in _KOREAN:
        for sense in senses:
            if sense.get("glosses") and not (sense.get("form_of") or sense.get("alt_of")):
                yield sense["glosses"][-1]  # those before it are the headings above it
        return
    for translations in (entry, *senses):
        for one in translations.get("translations") or []:
            if _language(one) in _KOREAN and one.get("word"):
                yield one["word"]


def _language(value: dict[str, Any]) -> str:
    return str(value.get("lang_code") or value.get("code") or "")
