"""Parses HTML into a tree of lxml elements, within bounds of size and depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it is imported where it is used, for it is large
    from lxml.etree import _Element as Element

_TAGS_AT_MOST = 400_000
"""A tree of them takes about 150 MB."""
_LONG_TAG = 10_000
_ATTRIBUTES_AT_MOST = 500
"""The time that libxml2 takes for an element grows with the square of how many attributes it has."""
_TAG = re.compile(rf"<(/?[A-Za-z][\w:-]{{0,60}}+)[^<>]{{{_LONG_TAG},}}+", re.ASCII)
_XML_DECLARATION = re.compile(r"\s*+<\?xml[^<>]*+>")
_UNREADABLE = re.compile("[\ud800-\udfff]")


def parse(markup: str) -> Element | None:
    """The root of ``markup``, cleaned by ``cleaned``; None where there is nothing in it, or too much for a tree.

    Too much are more than 400,000 tags, elements nested more than 255 deep, and ten megabytes without a tag. libxml2
    needs neither recursion nor more than linear time for what is left.
    """
    from lxml import etree

    if markup.count("<") > _TAGS_AT_MOST:
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_with_few_attributes(markup).encode(), parser)
    except etree.XMLSyntaxError:  # an empty document
        return None
    return None if root is None or parser.error_log.filter_from_fatals() else _with_siblings(root)


def _with_siblings(root: Element) -> Element:
    """The root with what libxml2 put beside it: after a broken tag ``<html lang="ko>`` all of the page is there."""
    roots = [root, *root.itersiblings("*")]
    if len(roots) > 1:
        root = next((one for one in roots if len(one)), root)
        for other in roots:
            if other is not root:
                root.extend(list(other))
    return root


def cleaned(markup: str) -> str:
    """``markup`` without what the parser stumbles on: lone surrogates, NUL, an XML declaration, old line ends."""
    if declaration := _XML_DECLARATION.match(markup):
        markup = markup[declaration.end() :]
    if not markup.isascii():
        markup = _UNREADABLE.sub("\ufffd", markup)
    return markup.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _with_few_attributes(markup: str) -> str:
    """``markup`` in which tags of hundreds of attributes lost all of them."""
    if max(map(len, markup.split("<"))) < _LONG_TAG:
        return markup
    return _TAG.sub(_with_few, markup)


def _with_few(found: re.Match[str]) -> str:
    parts = found[0].split(None, _ATTRIBUTES_AT_MOST)
    return found[0] if len(parts) <= _ATTRIBUTES_AT_MOST else f"<{found[1]}"
