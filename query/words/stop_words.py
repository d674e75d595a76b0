"""Stop words: words of every text (the, 그리고), and the frames of questions (what does ... mean, 의미는 무엇인가요).

Where a query has other words, stop words are not searched: in an index of the other language they are rare, and would
weigh as if they meant something. A query of stop words only (The Who, 무엇) is searched as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from ...indexer.analysis.analyzer import Analyzer
from ...indexer.analysis.korean import VERBS
from ...indexer.analysis.particles import are_particles
from ...indexer.text.fold import fold_text
from ...indexer.text.positions import RUN, Script, script

_PUNCTUATION = " ,.;:!?…\"'`()[]"
_GAP, _BEGIN, _END = "...", "^", "$"
_HANGUL = ("가", "힣")
_EMPTY = frozenset("VX VCP VCN XSV XSA XSN IC".split())
"""Tags of what may follow a stop word beside particles and endings: 무엇인가, 알려주세요."""

_FINAL = frozenset(("가요", "나요", "까요", "대요"))
"""Endings that the tagger takes for nouns, after a word that it knows: 무엇인가요."""


def stop_words(words: Sequence[str], analyzer: Analyzer) -> list[bool]:
    """For each of neighbouring words: True if it is a stop word there."""
    plain = [word.strip(_PUNCTUATION) for word in words]
    found = [is_stop_word(word, analyzer) for word in plain]
    if len(plain) > 1 and _is_name(plain[0]) and found[1] and not plain[0].isupper():
        found[0] = True  # Will you, May I
    for at in _framed([fold_text(word).lower() for word in plain]):
        found[at] = True
    return found


def is_stop_word(word: str, analyzer: Analyzer) -> bool:
    """True if a word alone is a stop word. Case matters: IT, US, May and Will are names."""
    return _is_of(word, ("", " questions"), analyzer)


def is_function_word(word: str, analyzer: Analyzer) -> bool:
    """True if a stop word has no variants, even where it is all that is asked: the, and not why."""
    return _is_of(word, ("",), analyzer)


def _is_of(word: str, kinds: Sequence[str], analyzer: Analyzer) -> bool:
    """True if a word is in some sections of either language."""
    word = word.strip(_PUNCTUATION).replace("’", "'")
    if any(word.lower() in _section(f"english{kind}") for kind in kinds):
        return not _is_name(word)
    runs = RUN.findall(fold_text(word))
    if len(runs) != 1 or script(runs[0]) is not Script.HANGUL:
        return False
    known = [_section(f"korean{kind}") for kind in kinds]
    return any(runs[0] in one or _is_empty(runs[0], one, analyzer) for one in known) or are_particles(runs[0])


def _is_name(word: str) -> bool:
    """True if a word is a name where it begins with a capital, and does."""
    if word.lower() not in _section("names"):
        return False
    return word.isupper() if word.lower() in ("it", "who", "us") else word[:1].isupper()


def _is_empty(run: str, section: frozenset[str], analyzer: Analyzer) -> bool:
    """True if a run of Hangul is one of some stop words, with particles or endings."""
    (first, tag, _, _, lemma, _), *rest = analyzer.tagger.tag(run)
    known = f"{lemma}다" if tag in VERBS else first
    return known in section and all(tag[0] in "JE" or tag in _EMPTY or text in _FINAL for text, tag, *_ in rest)


def _framed(words: Sequence[str]) -> Iterator[int]:
    """The numbers of the words that belong to the frame of a question."""
    for start, word in enumerate(words):
        for frame in _frames().get(word[:1], ()):
            yield from _matched(frame, words, start)


def _matched(frame: Sequence[str], words: Sequence[str], start: int) -> list[int]:
    """The numbers of the words that a frame takes from ``start`` on; none where it does not stand there."""
    at, found = start, list[int]()
    for number, part in enumerate(frame):
        if (part == _BEGIN and at == 0) or (part == _END and at == len(words)):
            continue
        if part == _GAP:
            following = frame[number + 1]
            at = next((later for later in range(at + 1, len(words)) if _is_part(following, words[later])), len(words))
        elif at < len(words) and _is_part(part, words[at]):
            found.append(at)
            at += 1
        else:
            return []
    return found


def _is_part(part: str, word: str) -> bool:
    """True if a word is one of a frame; the last Korean word of a frame may have endings."""
    return word == part or (_HANGUL[0] <= part[0] <= _HANGUL[1] and len(part) > 1 and word.startswith(part))


@cache
def _frames() -> Mapping[str, Sequence[Sequence[str]]]:
    """The frames by the first letter of their first word."""
    found: dict[str, list[Sequence[str]]] = {}
    for frame in map(str.split, _lines("frames")):
        found.setdefault(next(part for part in frame if part != _BEGIN)[0], []).append(frame)
    return found


@cache
def _section(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def _lines(name: str) -> Sequence[str]:
    """The lines of a section of the data file, without comments."""
    found: list[str] = []
    section = ""
    for line in files(__package__).joinpath("stop_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#") and section == name:
            found.append(line)
    return found
