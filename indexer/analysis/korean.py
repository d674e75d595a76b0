"""Korean lemmatizer: which words a run of Hangul is made of, with ambiguous analysis.

A run is analysed alone, never with its neighbours: a word is then cut the same way in a query and in every document,
and a run that was seen before costs nothing. One best path of the tagger is wrong too often for short words, so a run
has several *readings*:

sure      what the tagger says: nouns, roots, adverbs, and verbs by their dictionary form (마셨다: 마시다)
likely    a noun of one syllable before a particle (약도: 약), a verb by the rules of conjugation (여는: 열다)
counted   the same of a run that the tagger knows as another noun (명이): it counts only after a number

Likely and counted readings are terms of their own, with a mark before them, so that a search can rank them below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from .conjugation import is_verb, lemmas
from .particles import are_counted, may_follow_counter
from .taggers.tagger import Morpheme

LIKELY = "~"
"""Stands before a term that is likely."""
COUNTED = "#"
"""Stands before a term that counts after a number only."""
MARKS = LIKELY + COUNTED
CONTENT = frozenset("NNG NNP NR XR SH UNKNOWN NA NF NV VV VA MAG".split())
"""Tags of morphemes that carry meaning: nouns, roots, verb and adjective stems, adverbs."""
VERBS = frozenset(("VV", "VA"))
_NOUN = frozenset("NNG NNP NR XR SH UNKNOWN NA NF NV".split())
_NOUN_AFFIX = frozenset("XPN XSN NNB NNBC".split())
_ENDING = frozenset("XSV XSA VCP VCN VX XSN".split())
"""Tags of what makes a verb of a noun, beside particles and endings."""
_MAKES_VERB = frozenset(("VV", "VA", "XSV", "XSA"))
"""Tags of what stands behind a noun in a compound verb."""
_PLURAL = "들"
_PRONOUNS = frozenset("나 너 저 이 그 우리 여러분 누구 무엇".split())
"""Pronouns whose forms with a particle look like forms of a verb: 나는 is not 날다."""
_SHORT = 3
"""Syllables of a run that may be a noun of one syllable and its endings, whatever the tagger says: 장이다."""


def tokens(run: str, morphemes: Sequence[Morpheme]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The terms and the whole nouns of a run of Hangul, each with its offset in syllables."""
    is_alone = _is_verb_form(run, morphemes)
    found = [(run, 0)] if is_alone else content_terms(morphemes)
    has_noun = _begins_with_a_noun(morphemes)
    is_longer = has_noun and len(run) > _SHORT and not (run[1] == "이" and morphemes[0][3] == 2)  # 걸-이라고
    noun = "" if is_longer else _noun_of_one_syllable(run, morphemes)
    verbs: Sequence[str] = ()
    if not is_alone:
        verbs = (_verbs_for_nouns if has_noun else _likely_verbs)(run, morphemes)
    if noun or verbs:
        known = {text for text, _ in found}
        found += [(LIKELY + verb, 0) for verb in verbs if verb not in known]
        if noun and (is_alone or run[0] not in known):
            found.append((noun, 0))
    return found, [] if is_alone else _nouns_of(run, morphemes)


def _is_verb_form(run: str, morphemes: Sequence[Morpheme]) -> bool:
    """True if a run is the dictionary form of a verb, and no particle."""
    return is_verb(run) and not _is_particle(morphemes)


def _noun_of_one_syllable(run: str, morphemes: Sequence[Morpheme]) -> str:
    """The first syllable with its mark, where the rest is particles that may follow it; else nothing."""
    noun, tail = run[0], run[1:]
    if not tail:
        return ""
    if morphemes[0][1] in VERBS and noun not in _nouns() and not are_counted(tail):
        return ""
    if may_follow_counter(noun, tail):
        is_likely = not (_is_one_noun(run, morphemes) and run in _nouns())
        return (LIKELY if is_likely else COUNTED) + noun
    return ""


@cache
def _nouns() -> frozenset[str]:
    """Nouns of one syllable, and nouns that look like one with a particle (속도) or like a verb (가지)."""
    return frozenset(files(__package__).joinpath("nouns.txt").read_text(encoding="utf-8").split())


def content_terms(morphemes: Sequence[Morpheme]) -> list[tuple[str, int]]:
    """The content morphemes and the parts of compounds, each with its offset in the run."""
    found: list[tuple[str, int]] = []
    for number, (_, tag, start, _, lemma, parts) in enumerate(morphemes):
        if tag in VERBS:
            found.append((f"{lemma}다", start))
        elif tag in CONTENT and len(lemma) == 1 and _is_derived(morphemes, number):
            found.append((lemma + morphemes[number + 1][0], start))
        elif tag in CONTENT:
            found.append((lemma, start))
            if parts:
                found.extend(_long_parts(lemma, start, parts))
    return found


def _is_particle(morphemes: Sequence[Morpheme]) -> bool:
    """True if a run in the form of a verb may be a particle or an adverb: 보다, 마다."""
    return morphemes[0][1] in ("MAG", "JKB", "JX")


def _is_derived(morphemes: Sequence[Morpheme], number: int) -> bool:
    """True if a suffix makes another noun of a morpheme: 손님 is no 손; 책들 is 책."""
    following = morphemes[number + 1] if number + 1 < len(morphemes) else None
    return following is not None and following[1] == "XSN" and following[0] != _PLURAL


def _is_one_noun(run: str, morphemes: Sequence[Morpheme]) -> bool:
    """True if the tagger knows the whole run as one noun: 속도, 명이."""
    return len(morphemes) == 1 and morphemes[0][1] in ("NNG", "NNP", "NP", "MAG", "NNB") and morphemes[0][3] == len(run)


def _begins_with_a_noun(morphemes: Sequence[Morpheme]) -> bool:
    """True if the tagger sees a noun of several syllables, and then an ending: 법률안을, 규정하고."""
    return len(morphemes) > 1 and morphemes[0][1] in _NOUN and morphemes[0][3] > 1


def _likely_verbs(run: str, morphemes: Sequence[Morpheme]) -> Sequence[str]:
    """The verbs that a run may be a form of, unless the tagger knows it as a noun and no sentence ends so."""
    if len(run) == 1:
        return ()
    if run in _nouns() and _is_one_noun(run, morphemes):
        return ()
    found = lemmas(run)
    if morphemes[0][1] == "NP" and morphemes[0][0] in _PRONOUNS and morphemes[-1][1].startswith("J"):
        return [verb for verb in found if len(verb) > len(morphemes[0][0]) + 1]
    if not found and run.endswith("해요") and len(run) > len("해요"):
        return (f"{run[:-2]}하다",)
    return found


def _verbs_for_nouns(run: str, morphemes: Sequence[Morpheme]) -> Sequence[str]:
    """The verbs that a run may be a form of whose beginning the tagger takes for a noun, and the rest for an ending.

    A stem that is the noun or begins with it (커지-는, 생각나-고), an infinitive before 요 (속아-요, 토해-요),
    or a verb after the noun (건방-지다). 사고는 is no form of 사다.
    """
    noun, tail = morphemes[0][0], morphemes[1]
    found = lemmas(run)
    if tail[1] == "VCP" and tail[0] == "요":
        return found or ((f"{noun[:-1]}하다",) if noun.endswith("해") else ())
    if tail[1] == "JX" and tail[0] == "는" and noun.endswith("하"):
        return (f"{noun}다",)
    if tail[1] in _MAKES_VERB and is_verb(verb := f"{noun}{tail[4]}다"):
        return (verb,)
    return [verb for verb in found if verb.startswith(noun)] if found else ()


def _long_parts(compound: str, start: int, parts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Parts of two syllables or more: one-syllable parts (권, 자, 법) find too much."""
    at = 0
    for part in parts:
        found = compound.find(part, at)
        at = found if found >= 0 else at
        if len(part) > 1:
            yield part, start + at
        at += len(part)


def noun_end(run: str, morphemes: Sequence[Morpheme]) -> int:
    """The end of the noun that a run begins with, if only endings follow it; 0 if the tagger sees no such noun.

    학교에서 2, 공부했습니다 2, 책들 1; 워라밸 and 틀딱, of which it knows pieces only, 0.
    """
    words = noun_words(run, morphemes)
    if len(words) != 1 or words[0][1]:
        return 0
    end = len(words[0][0])
    if any(start >= end and tag[:1] not in "JE" and tag not in _ENDING for _, tag, start, _, _, _ in morphemes):
        return 0
    plural = run[:end].endswith(_PLURAL) and end > 1 and any(m[1] == "XSN" and m[0] == _PLURAL for m in morphemes)
    return end - 1 if plural else end


def noun_words(run: str, morphemes: Sequence[Morpheme]) -> list[tuple[str, int]]:
    """The unbroken stretches of nouns with their affixes: what is left of a word without its particles."""
    return [] if _is_verb_form(run, morphemes) else _nouns_of(run, morphemes)


def _nouns_of(run: str, morphemes: Sequence[Morpheme]) -> list[tuple[str, int]]:
    words: list[tuple[str, int]] = []
    first, last, has_noun = 0, 0, False
    for _, tag, start, end, _, _ in morphemes:
        if tag in _NOUN:
            has_noun = True
        elif tag not in _NOUN_AFFIX:
            if has_noun:
                words.append((run[first:start], first))
            first, has_noun = end, False
        last = end
    if has_noun:
        words.append((run[first:last], first))
    return words
