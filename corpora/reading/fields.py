"""Field values as people write them, in the form that a Document has them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from email.utils import parsedate_to_datetime

from ...indexer.dates.parse import parse_date

_LANGUAGES = {"ko": "ko", "kor": "ko", "korean": "ko", "en": "en", "eng": "en", "english": "en"}


def scalar(value: object) -> str:
    """A string or number as one line of text; anything else as nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def words(*values: object) -> tuple[str, ...]:
    """Each value a list, perhaps of lists, or one string with commas: every word once, in order."""
    return tuple(dict.fromkeys(word for value in values for item in _items(value) if (word := scalar(item))))


def people(value: object) -> str | None:
    """One name or several, as text or as ``{"name": ...}``."""
    several = value if isinstance(value, list) else [value]
    names = (scalar(person.get("name") if isinstance(person, dict) else person) for person in several)
    return ", ".join(name for name in names if name) or None


def language(value: object) -> str | None:
    """``ko``, ``en``, ``ko+en`` or ``other`` for a language tag (``ko-KR``) or several (``ko, en``)."""
    tags = scalar(value).lower().replace("+", ",").split(",")
    codes = {_LANGUAGES.get(tag.strip().replace("_", "-").partition("-")[0], "other") for tag in tags if tag.strip()}
    known = [code for code in ("ko", "en") if code in codes]
    return "+".join(known) or ("other" if codes else None)


def date(text: str) -> str | None:
    """A date as people write it, or as RFC 822 and C do, with years of two digits perhaps."""
    if not text:
        return None
    if found := parse_date(text):
        return found
    with suppress(OverflowError, TypeError, ValueError):
        return parse_date(parsedate_to_datetime(text.replace(" -0000", " +0000")))  # UTC, the writer's zone unknown
    return None


def _items(value: object) -> Iterable[object]:
    if isinstance(value, str):
        return value.split(",")
    if not isinstance(value, list):
        return [value]
    return (word for item in value for word in (item if isinstance(item, list) else [item]))
