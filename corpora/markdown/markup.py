"""Markup inside Markdown: tags of HTML and of components (JSX, Vue), and tags of templates (Liquid, Jinja, Hugo).

Tags go. Text that only an attribute has stays: ``alt``, ``title``, ``caption`` and the like, and whatever a component
is given in Korean.
"""

from __future__ import annotations

import re
from collections.abc import Container

from ...indexer.html.lines import BREAKS

BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\}"
TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*+)"
    rf"(?P<attributes>(?:[^<>\"'{{}}]|\"[^\"]*+\"|'[^']*+'|{BRACES})*+)>"
)
"""A tag of HTML or of a component; braces hold an expression, in which there may be any sign."""
_ANY_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*+)(?P<attributes>[^<>]*+)>")
"""Also matches a tag with unbalanced quotes."""
_ATTRIBUTE = re.compile(r"""([\w:.@-]+)\s*=\s*(?:\{\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`)""")
_VALUE = re.compile(r"""(?:([\w:.@-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)')""")
_HTML = frozenset(
    "a abbr acronym address area article aside audio b base bdi bdo big blink blockquote body br button canvas caption"
    " center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption"
    " figure font footer form frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd"
    " label legend li line link main map mark marquee math menu meta meter nav nobr noscript object ol optgroup option"
    " output p param path picture pre progress q rb rect rp rt ruby s samp script section select slot small source span"
    " strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u"
    " ul use var video wbr".split()
)
_TEXT_ATTRIBUTES = frozenset(
    "alt title titletext caption label summary heading header subtitle description text placeholder aria-label"
    " data-caption data-title".split()
)
_NO_TEXT_ATTRIBUTES = frozenset(
    "id class classname style href src srcset to from url link key ref name slug titleid path file image icon".split()
)
_VALUES = re.compile(rf"\"[^\"]*\"|'[^']*'|{BRACES}|=\s*[^\s\"'>]+")
_PROSE = HANGUL_OR_HANJA = re.compile("[가-힣㐀-鿿豈-\ufaff]")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[./#]|\S*/)\S*$|\S+\.[A-Za-z0-9]{1,5}(?:#\S*)?$")

TEMPLATE = re.compile(
    r"\{%(?P<block>(?:[^%{]|%(?!\})|\{(?!%))*+)%\}"
    r"|\{\{(?P<value>(?:[^{}]|\{(?!\{)|\}(?!\}))*+)\}\}"
    r"|\{#\s(?:[^#{]|#(?!\})|\{(?!#))*+#\}"
)
_CONTROL = re.compile(
    r"\s*-?\s*(?:if|elsif|elif|else|unless|for|assign|capture|case|when|cycle|set|end\w*|extends|block)\b"
)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'|`[^`]*`""")


def without_tags(text: str, closed: Container[str] = (), *, breaks: bool = True) -> str:
    """``text`` without tags: line breaks for blocks, tabs between cells, nothing for styling.

    A name that is no element of HTML is a tag where it has attributes or an end (``closed`` has the names of the tags
    that the page closes); ``List<String>`` is text. With ``breaks`` off, a block is a space.
    """

    def bare(found: re.Match[str]) -> str:
        name, attributes, close = found["name"], found["attributes"], bool(found["close"])
        lower = name.lower()
        if _PROSE.search(_VALUES.sub("", attributes)) or attributes[:1].strip(" \t\n/"):
            return found[0]  # a<b 그리고 c>d
        if lower not in _HTML and not _is_tag(name, attributes, closed, close=close):
            return found[0]
        kept = " ".join(_texts(attributes, component=lower not in _HTML))
        if kept:
            kept = f" {kept} "
        if lower in ("td", "th"):
            return kept if close else "\t" + kept
        if lower in BREAKS or lower in ("br", "button", "figcaption"):
            return ("\n" if breaks else " ") + kept
        if not kept and close and lower not in _STYLING and _opens(found.string, found.end()):
            return " "
        return kept

    return _ANY_TAG.sub(bare, TAG.sub(bare, text))


_STYLING = frozenset(
    "a abbr b big cite code del dfn em font i ins kbd mark q s samp small strike strong sub sup tt u var".split()
)


def without_templates(text: str) -> str:
    """``text`` without tags of templates; what they show in quotes, such as a caption, stays."""
    return TEMPLATE.sub(_shown, text)


def template_texts(inner: str) -> str:
    """The text that a template tag shows: its quoted values that are prose; empty for conditions and loops."""
    if _CONTROL.match(inner):
        return ""
    values = ((name or "", double or single or "") for name, double, single in _VALUE.findall(inner))
    return " ".join(value for name, value in values if _is_shown(name, value))


def _is_tag(name: str, attributes: str, closed: Container[str], *, close: bool) -> bool:
    if close or name in closed or attributes.rstrip().endswith("/"):
        return True
    return bool(_ATTRIBUTE.search(attributes) or re.search(r"\s[\w:.@-]+=", attributes))


def _opens(text: str, at: int) -> bool:
    """True if another tag begins right there: what stands in two neighbours is not one word."""
    return text[at : at + 1] == "<" and text[at + 1 : at + 2] not in ("/", "")


def _texts(attributes: str, *, component: bool) -> list[str]:
    if "=" not in attributes:
        return []
    pairs = [(name.lower().lstrip(":"), "".join(values)) for name, *values in _ATTRIBUTE.findall(attributes)]
    return [
        " ".join(value.split())
        for name, value in pairs
        if value.strip() and (name in _TEXT_ATTRIBUTES or (component and _is_shown(name, value)))
    ]


def _is_shown(name: str, value: str) -> bool:
    """True if a value is prose by its attribute's name, or is written in Korean and is no address."""
    name = name.lower()
    if not value.strip() or name in _NO_TEXT_ATTRIBUTES or _ADDRESS.match(value):
        return False
    return name in _TEXT_ATTRIBUTES or HANGUL_OR_HANJA.search(value) is not None


def _shown(found: re.Match[str]) -> str:
    block, value = found["block"], found["value"]
    if block is not None:
        return _spaced(template_texts(block))
    if value is None:
        return ""
    if value[:1] in "<%":
        return _spaced(template_texts(value[1:].rstrip("%>")))
    # Names in expressions are never Korean: this is text, about templates perhaps.
    return found[0] if HANGUL_OR_HANJA.search(_QUOTED.sub("", value)) else ""


def _spaced(text: str) -> str:
    return f" {text} " if text else ""
