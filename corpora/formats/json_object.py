"""An object of JSON as a document."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ...indexer.dates.parse import parse_date
from ...indexer.documents.document import Document
from ...indexer.documents.html import plain
from ...indexer.text.normalize import clean
from ..reading.columns import Chosen, fields_of, guessed, is_markup
from ..reading.fields import language, people, scalar, words
from .json_text import RENDERED, kind_of, text_in, unwrapped

_TYPES: dict[str, type | tuple[type, ...]] = {
    "title": (str, int, float),
    "date": (str, int),
    "url": str,
    "tags": (list, str),
    "lang": str,
    "author": (str, list, dict),
    "format": str,
}
"""Optional fields and what they may hold beside null."""
BRACKETS_AT_MOST = 1_000_000
"""A list takes twenty times as much memory as the line has bytes for it."""
_TEXT_AT_LEAST = 30
"""Characters that a text has, on average, where no key is named for it."""


class BadObjectError(ValueError):
    """The fault of a line or an object."""


def parsed(text: str) -> Any:
    """The value of JSON. Raises BadObjectError."""
    if text.count("[") + text.count("{") > BRACKETS_AT_MOST:
        raise BadObjectError(f"has more than {BRACKETS_AT_MOST:,} lists and objects")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadObjectError(f"is not JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise BadObjectError("is nested too deep") from None


def has_text(values: dict[str, Any], chosen: Chosen = ()) -> bool:
    """True if a key that is chosen or known holds a text."""
    names = list(values)
    columns = fields_of(tuple(names), chosen).get("body", ())
    return any(text_in(values[names[column]]) is not None for column in columns)


def guess(objects: Sequence[dict[str, Any]], chosen: Chosen) -> Chosen:
    """``chosen`` with the keys that look like the text and the title of these objects; ``chosen`` where none does."""
    names = tuple(dict.fromkeys(name for values in objects for name in values))
    known = fields_of(names, chosen)
    rows = [[values.get(name) for name in names] for values in objects]
    fields = known if "body" in known else guessed(names, known, rows, _TEXT_AT_LEAST)
    found = tuple(
        (field, names[fields[field][0]]) for field in ("body", "title") if fields.get(field) != known.get(field)
    )
    return chosen + found


def document(values: dict[str, Any], chosen: Chosen = (), number: str = "") -> Document:
    """The document in an object; ``number`` is its id where it has none. Raises BadObjectError where it holds none."""
    names = tuple(values)
    under = {
        field: [(names[column], values[names[column]]) for column in columns]
        for field, columns in fields_of(names, chosen).items()
    }
    found = {field: _value(under.get(field, []), field) for field in ("id", *_TYPES)}
    if (form := found["format"]) not in (None, "text", "html"):
        raise BadObjectError(f"format is {form!r}, not text or html")
    name, body = _body(under.get("body", []))
    is_html = form == "html" or (form is None and is_markup(name))
    made = Document(
        id=_id(found["id"], number),
        title=scalar(found["title"]),
        body=body,
        date=parse_date(found["date"]),
        url=scalar(found["url"]) or None,
        tags=words(found["tags"]) if found["tags"] else (),
        lang=language(found["lang"]) if found["lang"] else None,
        author=people(found["author"]) if found["author"] else None,
        format="html" if is_html else "text",
    )
    return plain(made) if is_html else made


def _value(under: Sequence[tuple[str, Any]], field: str) -> Any:
    """The value of a field. Under its own name it has to be of the right type, other names are passed over."""
    kind = _TYPES.get(field, object)
    for name, given in under:
        value = unwrapped(given)
        if value is None:
            continue
        if isinstance(value, kind) and (not isinstance(value, bool) or field == "id"):
            return _whole(value)
        if name == field:
            raise BadObjectError(f"{name} cannot be {kind_of(value)}")
    return None


def _body(under: Sequence[tuple[str, Any]]) -> tuple[str, str]:
    """The text, and the name that it is under: the first that is not blank."""
    found = [(f"{name}_html" if _is_rendered(value) else name, text_in(value)) for name, value in under]
    texts = [(name, text) for name, text in found if text is not None]
    if texts:
        name, text = next((pair for pair in texts if pair[1].strip()), texts[0])
        return name, str(_whole(text))
    other = next((value for _, value in under if value is not None), None)
    raise BadObjectError("body is missing" if other is None else f"body cannot be {kind_of(other)}")


def _is_rendered(value: object) -> bool:
    return isinstance(value, dict) and RENDERED in value


def _whole(value: Any) -> Any:
    """``value`` with U+FFFD for each half of a surrogate pair that lacks the other, as escapes may give them."""
    if isinstance(value, list):
        return [_whole(item) if isinstance(item, str) else item for item in value]
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _id(value: object, number: str) -> str:
    if number and (value is None or isinstance(value, bool | list | dict) or not clean(str(value)).strip()):
        return number
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadObjectError("id is missing" if value is None else f"id cannot be {kind_of(value)}")
    id_ = clean(str(value)).strip()
    if not id_:
        raise BadObjectError("id is empty")
    return id_
