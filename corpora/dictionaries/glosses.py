"""Glosses: from what a dictionary says of a word to the few short translations that a text may have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from ...indexer.text.narrow import narrow
from ...indexer.text.normalize import clean
from .word_list import MOST_WORDS, is_korean

_LONGEST = 4000
"""Characters of a definition that are read; by then it has said what the word means."""
_LABELS = frozenset(
    """
    n v vt vi v.t v.i vs adj a adv ad pron prep conj int interj num det suf suff pref phr abbr pl sing aux art
    noun verb adjective adverb pronoun preposition conjunction interjection numeral determiner particle suffix prefix
    phrase proverb idiom affix counter auxiliary transitive intransitive
    명사 의존명사 고유명사 대명사 수사 동사 자동사 타동사 형용사 보조동사 보조형용사 관형사 부사 감탄사 조사
    접사 접두사 접미사 어미 관용구 속담 명 동 형 부 관 감 대 수 타 자
    """.split()
)
"""Parts of speech, as dictionaries write them."""

_DROPPED = re.compile(r"<(ex|k|co|sup|style|script)\b[^>]*>.*?</\1\s*>|<tr>[^<]*</tr>", re.DOTALL | re.IGNORECASE)
"""Of XDXF and HTML: examples, the headword, comments, and how it sounds."""
_STYLED = re.compile(r"<(i|b|em|strong|span|font|small|abr|c|u)\b[^>]*>([^<]*)</\1\s*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:br|p|div|li|[oud]l|d[td]|def|dtrn|blockquote|h\d|table|t[rdh]|hr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)

_NUMBER = re.compile(
    r"(?<![^\s;,])[(\[]?(?:\d{1,2}|[a-h]|[ivx]{1,4}|[IVX]{1,4})[.)\]](?:(?=\s)|(?<=\d[.)\]])(?!\d))"
    r"|[\u2460-\u24ff\u2776-\u2793\u3260-\u327f♦•◆▶■□◇○●☞※]"
)
"""The number before a sense: 1. (2) a) ①"""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|【[^】]*】|〔[^〕]*〕|〈[^〉]*〉|《[^》]*》")
_ASIDE = re.compile(r"(?:[(\[{<【〔〈《¶‖|~→⇒↔]|\b(?:e\.g\.|i\.e\.|ex[.:)]|for example|such as (?=\S)|cf\.)|예[:)]).*")
"""The beginning of an example, of a reference to another entry, or of a bracket that is not closed."""
_DOTS = str.maketrans(dict.fromkeys("·ㆍ・‧", ","))
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})(?<!\b[SMD][trs])[.:](?:\s+|$)")
"""Not after St., Mt., Mr., Ms. and Dr."""
_SYNONYMS = re.compile(r"[,、/]")
_OR = re.compile(r"\s+or\s+(?!less\b|later\b|not\b|so\b|never\b)")
"""Not in more or less and its like."""
_LABEL = re.compile(rf"^(?:(?:{'|'.join(re.escape(one) for one in sorted(_LABELS, key=len, reverse=True))})\.\s*)+")
_NOTHING = ("", "etc", "등")

_LEADING = re.compile(r"^(?:to )?(?:be )?(?:the |an? )?(?=\S)", re.IGNORECASE)
_ARTICLE = re.compile("an? ", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9'&][A-Za-zÀ-ɏ0-9'&.+/-]*")
_LETTER = re.compile("[A-Za-zÀ-ɏ]")
_ABOUT_A_WORD = re.compile(
    r"(?:form|spelling|romani[sz]ation|reading|plural|abbreviation|honorific|synonym|variant|equivalent) of\b"
)
_UNFINISHED = (" a", " an", " and", " or", " the")
"""A last word that has lost the next one with its brackets."""
_HOMONYM = re.compile(r"(?<=[가-힣])(?:[⁰¹²³⁴-⁹]+|0\d)$")
"""The number that distinguishes homonyms."""


def english(definition: str) -> list[str]:
    """The English translations in a definition, sense by sense."""
    return _translations(definition, english_word)


def korean(definition: str) -> list[str]:
    """The Korean translations in a definition, sense by sense."""
    return _translations(definition, korean_word)


def english_word(text: str) -> str:
    """A word or term as it stands in a list, without to, be and articles; nothing for what is none, or explains."""
    word = _LEADING.sub("", _bare(text).rstrip(".!?"))
    words = word.split()
    if len(words) > MOST_WORDS or len(word) < 2 or not _LETTER.search(word) or not all(map(_WORD.fullmatch, words)):
        return ""
    return "" if word.endswith(_UNFINISHED) or _ABOUT_A_WORD.search(word) else " ".join(words)


def korean_word(text: str) -> str:
    """A word or term as it stands in a list; nothing for what is none, explains, or is a particle or an ending."""
    bare = _HOMONYM.sub("", _bare(text).rstrip(".!?").strip())
    if bare.startswith(("-", "~")) or bare.endswith(("-", "~")):
        return ""
    words = " ".join(bare.replace("-", "").replace("^", " ").split())
    return words if is_korean(words) else ""


def _translations(definition: str, form: Callable[[str], str]) -> list[str]:
    """The glosses that have the form, each once. None if any of several has not, or lacks an article."""
    found: dict[str, None] = {}
    for line in _lines(definition):
        for sense in line.split(";"):
            parts = [part.strip() for part in _SYNONYMS.split(sense) if part.strip(" .").lower() not in _NOTHING]
            words = [form(one) for part in parts for one in _OR.split(part)]
            if all(words) and len({bool(_ARTICLE.match(part)) for part in parts}) < 2:
                found |= dict.fromkeys(words)
    return list(found)


def _lines(definition: str) -> Iterator[str]:
    """The senses, without numbers, labels, brackets and examples; where there are only labels, those."""
    lines = [_ASIDE.sub("", line).strip() for line in _plain(definition).split("\n")]
    said = [text for line in lines if (text := _said(line))]
    return iter(said or lines)


def _said(line: str) -> str:
    """The first sentence of a line: what follows is an example. Labels are none."""
    for part in _SENTENCE_END.split(line):
        text = _LABEL.sub("", part.strip())
        if text and text.lower() not in _LABELS:
            return text
    return ""


def _plain(definition: str) -> str:
    """The text of a definition, a sense a line."""
    text = definition[:_LONGEST].translate(_DOTS)
    if "<" in text:
        text = _STYLED.sub(_unstyled, _DROPPED.sub("", text))
        text = _TAG.sub("", _BLOCK.sub("\n", text))
    return _bare(_NUMBER.sub("\n", narrow(clean(unescape(text)))))


def _unstyled(found: re.Match[str]) -> str:
    """The text of a styled element; a line break if it is a label or a number, which is no translation."""
    text = unescape(found[2])
    is_label = text.strip(" .:()[]").lower() in _LABELS or text.strip(" .:()[]").isdigit()
    return "\n" if is_label else text


def _bare(text: str) -> str:
    """``text`` without brackets and their contents, nested ones included."""
    before, text = "", text[:_LONGEST]
    while before != text:
        before, text = text, _BRACKETS.sub(" ", text)
    return narrow(clean(text)).strip()
