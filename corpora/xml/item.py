"""One element of an export, with its fields by name."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from .stream import Root

if TYPE_CHECKING:  # it is imported where it is used, for it is large
    from lxml import etree

_PREFIXES = {
    "http://purl.org/rss/1.0/": None,
    "http://my.netscape.com/rdf/simple/0.9/": None,
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
"""Prefixes of known namespaces, which replace those of a file; other namespaces keep their prefix."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(
    r"(<!\[CDATA\[.*?\]\]>)|&(?!(?:amp|lt|gt|quot|apos);)(?:#?\w{1,31};)?|<(?![\w/!?])", re.DOTALL | re.ASCII
)


class BrokenXmlError(ValueError):
    """The fault of an element."""


class Item:
    """An element; its fields are the elements in it, called ``title``, ``content:encoded``, ``atom:entry``."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element
        self.name = _name(element)
        self._fields: dict[str, list[etree._Element]] = {}
        for child in element:
            self._fields.setdefault(_name(child), []).append(child)

    def text(self, *names: str) -> str:
        """The text of the first of these fields that has any; of the element itself if none is named."""
        for name in names:
            for one in self._fields.get(name, ()):
                if text := _text(one):
                    return text
        return "" if names else _text(self._element)

    def items(self, *names: str) -> list[Item]:
        """The fields of these names, as items."""
        return [Item(one) for name in names for one in self._fields.get(name, ())]

    def attribute(self, name: str) -> str:
        """The value of an attribute, or nothing."""
        return str(self._element.get(name, "")).strip()

    def absolute(self, address: str) -> str:
        """An address, from the base on that the element or one around it has."""
        try:
            return urljoin(self._element.base or "", address)
        except ValueError:  # a base that is no address
            return address

    def markup(self) -> str:
        """The content of the element, as HTML."""
        from lxml import etree

        inside = (etree.tostring(child, method="html", encoding="unicode") for child in self._element)
        return (self._element.text or "") + "".join(inside)


def _text(element: etree._Element) -> str:
    return ("".join(element.itertext()) if len(element) else element.text or "").strip()


def parse(root: Root, text: str) -> Item:
    """The element in ``text``, mended where people wrote it by hand. Raises BrokenXmlError."""
    name = root.prefix + root.name
    text = f"<{name}{root.attributes}>{_ILLEGAL.sub('', text)}</{name}>"
    try:
        return Item(_element(text, recover=False))
    except BrokenXmlError as error:
        try:
            return Item(_element(_BARE.sub(_mended, text), recover=True))
        except BrokenXmlError:
            raise error from None


def remark(name: str, text: str) -> str:
    """A comment below a post, with the name of who made it."""
    return f"{name}: {text}" if name else text


def _element(text: str, *, recover: bool) -> etree._Element:
    from lxml import etree

    try:
        tree = etree.fromstring(text.encode(), _parser(recover))
    except etree.XMLSyntaxError as error:
        raise BrokenXmlError(str(error.msg).partition(", line")[0]) from None
    element = None if tree is None else next(iter(tree), None)
    if element is None:
        raise BrokenXmlError("nothing is left of it")
    return element


@cache
def _parser(recover: bool) -> etree.XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True,
        recover=recover,
    )  # fmt: skip


def _mended(found: re.Match[str]) -> str:
    """CDATA as it is; an entity of HTML as its character; a bare ``&`` or ``<`` as itself."""
    return found[1] or html.escape(html.unescape(found[0]))


def _name(element: etree._Element) -> str:
    """The name with its prefix, which is the file's own only where the namespace is not known."""
    space, _, local = str(element.tag).rpartition("}")
    prefix = _PREFIXES.get(space[1:], element.prefix)
    return f"{prefix}:{local}" if prefix else local
