"""Bytes of markup to text: by what they declare, as far as it can be believed."""

from __future__ import annotations

from ..text.encoding import decode

_DECLARED_WITHIN = 4096


def markup_text(data: bytes) -> str | None:
    """A page's bytes as text: by its mark, by what it declares, by its bytes; None where nothing fits."""
    return decode(data, declared_encoding(data))


def declared_encoding(data: bytes) -> str:
    """The label in an XML declaration or in a ``<meta>`` of the first four kilobytes; empty where there is none."""
    from bs4.dammit import EncodingDetector

    head = data[:_DECLARED_WITHIN]
    return EncodingDetector.find_declared_encoding(head, is_html=True, search_entire_document=True) or ""
