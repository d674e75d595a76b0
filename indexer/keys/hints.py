"""Scores the alias candidates of a post, and keeps them as hints: terms of every segment, for the alias bridge.

A pair that needs no dictionary, such as initials and their words, gets its score here. Whether a Korean name and an
English one are spelled alike or translate each other needs dictionaries, and is decided at query time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text.positions import HANGUL
from .clues import INITIALISM, Clue, Form, clues
from .hint import Hint, Proof
from .name_key import SMALL_WORDS, name_key

_BARE = 0.55
_COMPOUND = 0.76
"""Long enough for as many nouns as there are initials: 세계보건기구(WHO)."""
_INITIALS = 0.95
_SAME_TEXT = 0.87
_ABBREVIATION = 0.9
_CUT = 0.7
_MOST_WORDS = 3
"""A Korean name of more words is proven, or it is none."""
_SAID = 0.05
_LONGER = 0.01
"""Penalty for each word more, so that the shortest of equal readings is taken."""
_HANGUL = re.compile(f"[{HANGUL}]")
_TITLE = re.compile(
    "(?:동지|씨|님|위원장|대표|의원|기자|교수|회장|국장|부장|팀장|간사|활동가|변호사|박사|선수|감독|배우|총리|대통령|장관|목사|신부|스님|총장|처장"
    "|조합원|소장|실장|본부장|대변인|연구원|연구위원|작가|시인|가수|앵커|PD|사장|이사장|의장|후보|판사|검사|대사|특파원)$"
)
_PERSON = re.compile(
    "[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마"
    "길연위표명기반왕금옥육인맹제모][가-힣]{2}"
)
_GRAMMAR = re.compile("[에을를의한는은할된던닌여로]$|^(?:및|등|와|과|위하여|하기)$")
_OF_THE_COUNTRY = re.compile("^(?:전국|한국|대한|조선)(?=..)")
_SENTENCE = re.compile("(?:[다요죠를]|까지|으로|에서|에게)$")
_BODY = re.compile("[부당청처원회국법사련총단소교팀은시도군구권제대]$")


def hint_terms(text: str) -> set[str]:
    """The terms of all hints of a folded text."""
    found = (hint for clue in clues(text) for hint in hints(clue) if name_key(hint.first) != name_key(hint.second))
    return {term for hint in found for term in hint.terms()}


def hints(clue: Clue) -> Iterator[Hint]:
    """The likeliest reading of a clue, or all readings if dictionaries must decide."""
    judged = [hint for first in clue.first for hint in _judged(first, clue.second, clue.form)]
    settled = [hint for hint in judged if hint.proof is not Proof.OPEN]
    if settled:
        yield max(settled, key=lambda hint: hint.score)
    yield from (hint for hint in judged if hint.proof is Proof.OPEN)


def _judged(first: str, second: str, form: Form) -> Iterator[Hint]:
    is_hangul, other_is_hangul = bool(_HANGUL.search(first)), bool(_HANGUL.search(second))
    if is_hangul and other_is_hangul:
        yield from _shortened(first, second, form)
    elif is_hangul or other_is_hangul:
        korean, latin = (first, second) if is_hangul else (second, first)
        proof, score = _across_scripts(korean, latin, form)
        if proof and (is_hangul or latin[0].isupper()):  # capitals mark how far a name goes to the left
            yield Hint(first, second, proof, score)
    else:
        yield from _initials(first, second, form)


def _shortened(first: str, second: str, form: Form) -> Iterator[Hint]:
    """민주노총 of 전국민주노동조합총연맹: the syllables of the one stand in the other, in their order.

    What leaves out whole words (지역센터 of 지역문화교육센터) or grammar (방역기기 of 방역에 필요한 기기) is
    often meant for one text only.
    """
    short, full = sorted((first, second), key=len)
    if short[0] != full[0]:
        full = _OF_THE_COUNTRY.sub("", full)  # 금속노조 of 전국금속노동조합
    long = full.replace(" ", "")
    if form is Form.SLASH or " " in short or len(short) < 2 or short in long[1:] or not _is_within(short, long):
        return
    words = full.split()
    if 2 * sum(word[0] in short for word in words) >= len(words):
        is_name = _takes_single_syllables(short, long) and not any(map(_GRAMMAR.search, words[:-1]))
        yield Hint(first, second, Proof.PROVEN, _ABBREVIATION if is_name else _CUT)


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return len(long) > len(short) + 1 and short[0] == long[0] and all(syllable in rest for syllable in short)


def _takes_single_syllables(short: str, long: str) -> bool:
    """True if a syllable of ``short`` has neither neighbour beside it in ``long``."""
    pairs = {short[at : at + 2] for at in range(len(short) - 1) if short[at : at + 2] in long}
    return any(short[at - 1 : at + 1] not in pairs and short[at : at + 2] not in pairs for at in range(1, len(short)))


def _across_scripts(korean: str, latin: str, form: Form) -> tuple[Proof | None, float]:
    """The evidence for a Korean name and one in Latin letters that needs no dictionary."""
    words, length = len(korean.split()), len(_HANGUL.findall(korean))
    said = _SAID * (form is Form.SAID) - _LONGER * words
    if length < 2:
        return None, 0
    if INITIALISM.fullmatch(latin):
        if words > _MOST_WORDS or _is_person(korean) or _SENTENCE.search(korean):
            return None, 0
        is_compound = words == 1 and length >= max(6, 1.5 * len(latin))
        return Proof.BARE, (_COMPOUND if is_compound else _BARE) + said
    is_alone = form in (Form.SAID, Form.PARALLEL) and words <= _MOST_WORDS
    return Proof.OPEN, _BARE if is_alone else 0


def _is_person(korean: str) -> bool:
    """True if it is a person whose affiliation is in brackets: 마숨 동지(MTU), 김아무개(민주노총)."""
    return bool(_TITLE.search(korean) or (_PERSON.fullmatch(korean) and not _BODY.search(korean)))


def _initials(first: str, second: str, form: Form) -> Iterator[Hint]:
    """A phrase and its initials, with or without those of small words."""
    phrase, short = (first, second) if len(first) > len(second) else (second, first)
    if " " in short or not INITIALISM.fullmatch(short):
        return
    words = phrase.replace("-", " ").split()
    letters = re.sub("[^A-Z]", "", short.upper())
    all_initials = "".join(word[0] for word in words).upper()
    main_initials = "".join(word[0] for word in words if word.lower() not in SMALL_WORDS).upper()
    if len(words) > 1 and words[0].lower() not in SMALL_WORDS and letters in (all_initials, main_initials):
        yield Hint(first, second, Proof.PROVEN, _SAME_TEXT if form is Form.INITIALS else _INITIALS)
