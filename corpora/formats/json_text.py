"""Texts in JSON that are not just a string: lists of paragraphs, turns of a talk, and values in a wrapping.

``["첫 문단", "둘째"]``, ``[{"role": "user", "content": "..."}]``, ``{"rendered": "<p>...</p>"}`` (WordPress),
``{"$oid": "..."}`` (MongoDB).
"""

from __future__ import annotations

from typing import Any

from ..reading.columns import fields_of

RENDERED = "rendered"
"""The key under which WordPress has HTML."""
_WRAPPINGS = (RENDERED, "$oid", "$date", "$numberLong", "#text", "@value", "value", "text")
_DEEPEST = 4
_MORE_TEXTS = ("sentence", "sentences", "utterance", "line", "context", "question", "answer", "paragraphs", "value")
"""Keys under which an object in a list has its text, beside those of a document."""


def text_in(value: object, depth: int = 0) -> str | None:
    """The text that a value holds: a string, the texts of a list below each other, that of an object; None for none."""
    if isinstance(value, str):
        return value
    if depth < _DEEPEST and isinstance(value, list):
        texts = [text_in(item, depth + 1) for item in value]
        return "\n".join(texts) if texts and all(text is not None for text in texts) else None  # type: ignore[arg-type]
    if depth < _DEEPEST and isinstance(value, dict):
        return _of_object(value, depth)
    return None


def unwrapped(value: object) -> object:
    """A value without an object around it that only says what kind it is of."""
    if isinstance(value, dict):
        return next((value[name] for name in _WRAPPINGS if isinstance(value.get(name), str | int | float)), value)
    return value


def kind_of(value: object) -> str:
    """The type of a value in words: ``a list``."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), "null")


def _of_object(values: dict[str, Any], depth: int) -> str | None:
    wrapped = unwrapped(values)
    if isinstance(wrapped, str):
        return wrapped
    names = tuple(values)
    known = [names[column] for column in fields_of(names).get("body", ())]
    more = [name for name in _MORE_TEXTS if name in values]
    texts = [text for name in (known[:1] or more) if (text := text_in(values[name], depth + 1)) is not None]
    return "\n".join(texts) if texts else None
