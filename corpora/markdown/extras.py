"""Marks that plug-ins of generators add to Markdown: super- and subscript, insertions, emoji, page breaks and the like.

What may as well be text stays: ``1~2일, 3~5개``, ``i++ + j++``, ``2^10``, ``:key:``.
"""

from __future__ import annotations

import re

from .markup import BRACES, HANGUL_OR_HANJA

_POWERS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_INDICES = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SUPERSCRIPT = re.compile(r"(?<=[\w)\]])\^([0-9A-Za-z+-]{1,6})\^(?![A-Za-z0-9^])")
_SUBSCRIPT = re.compile(r"(?<=[A-Za-z)\]])~([0-9+-]{1,4}|[a-z])~(?!~)")
_WORDS = r"(?=[가-힣]|[A-Za-z]{2})[^+\n]*(?:[가-힣][.!?)]*|[A-Za-z0-9]{2}|[A-Za-z0-9][.!?)]+)"
_INSERTED = re.compile(
    rf"(?<![\w+])\+\+({_WORDS}|[a-z0-9-]+(?:\+[a-z0-9-]+)+)\+\+(?![A-Za-z0-9_+])"
    r"|\^\^(?=[^\s^])([^^\n]+?)(?<=[^\s^])\^\^(?!\^)"
)
_REVIEWED = re.compile(r"\{(?:\+\+(.+?)\+\+|--(.+?)--|==(.+?)==|>>(.+?)<<|~~(.+?)~>(.*?)~~)\}", re.DOTALL)
"""Critic markup: what is added, removed, marked, noted and replaced."""
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+-]{2,40}:(?![\w:])|(?<=[가-힣]):[a-z0-9_+-]{2,40}:(?=[\s가-힣]|$)")
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]+:")
_MEDIA = re.compile(
    r"@\[(?:youtube|vimeo|vine|prezi|osf|slideshare|speakerdeck|codepen|codesandbox|gist|figma|video|tweet|card)\]"
    r"\([^()\n]*\)",
    re.IGNORECASE,
)
_TEXT_AFTER_AT = re.compile(r"@(?=\[[^\[\]\n]+\]\()")
_ABBREVIATION = re.compile(r"^\*\[([^\[\]\n]+)\]:[ \t]*", re.MULTILINE)
_ALONE = re.compile(
    r"^[ \t]*(?:\\(?:pagebreak|newpage|clearpage|cleardoublepage|tableofcontents|maketitle|noindent|smallskip|medskip"
    r"|bigskip|vfill)(?:\[\d\]|\{\})?|-+8<-+[ \t]*(?:\"[^\"\n]*\")?)[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
"""Commands of LaTeX, and inclusions of other files, alone in a line."""
_BLOCK_ID = re.compile(r"(?:^|(?<=\s))\^(?=[0-9-]*[A-Za-z])[A-Za-z0-9-]{2,}[ \t]*$")
"""The name by which notes of Obsidian refer to a paragraph, at its end."""
_EXPRESSION = re.compile(BRACES)
_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`")


def without_extras(text: str) -> str:
    """``text`` without the marks of plug-ins; emoji by name become emoji, raised and lowered digits such digits."""
    if "\\" in text or "8<" in text:
        text = _ALONE.sub("", text)
    if "[" in text:
        text = _ABBREVIATION.sub(r"\1: ", _TEXT_AFTER_AT.sub("", _MEDIA.sub("", text)) if "@[" in text else text)
    if "^" in text:
        text = _SUPERSCRIPT.sub(lambda found: found[1].translate(_POWERS), _BLOCK_ID.sub("", text))
    if "~" in text:
        text = _SUBSCRIPT.sub(lambda found: found[1].translate(_INDICES), text)
    if "{" in text:
        text = _REVIEWED.sub(lambda found: " ".join(part for part in found.groups() if part), text)
    if "++" in text or "^^" in text:
        text = _INSERTED.sub(lambda found: found[1] or found[2], text)
    return _without_names(text) if ":" in text else text


def without_expressions(text: str) -> str:
    """``text`` of MDX without what is computed; strings of Korean in it stay, and all of it where its words are."""
    return _EXPRESSION.sub(_shown, text)


def _without_names(text: str) -> str:
    text = _ICON.sub("", text)
    if not _EMOJI.search(text):
        return text
    from emoji import emojize  # its tables take a while to load

    return _EMOJI.sub(lambda found: emojize(found[0], language="alias"), text)


def _shown(found: re.Match[str]) -> str:
    if HANGUL_OR_HANJA.search(_QUOTED.sub("", found[0])):
        return found[0]
    texts = ("".join(filter(None, one.groups())) for one in _QUOTED.finditer(found[0]))
    return " ".join(text for text in texts if HANGUL_OR_HANJA.search(text))
