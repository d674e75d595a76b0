"""Makes corpora/lexicon/world_*.tsv, the names of countries and languages, from Unicode's CLDR as babel has it.

    python scripts/cldr.py

Babel leaves out CLDR's short and variant names; those that people write are listed here. What another list has already
is left out, and the names of the files come last, so that what they add to a word comes after what it mostly means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version

from malmoi.corpora.dictionaries.glosses import english_word
from malmoi.corpora.dictionaries.word_list import LEXICON, MOST, encode_word_list, lines

KOREAN, ENGLISH = Locale("ko"), Locale("en")
NOWHERE = {"ZZ", "XA", "XB", "QO"}
OTHER_LANGUAGES = {"fil", "yue"}
"""Beside those with a code of two letters. The names of many smaller ones are everyday words: Even, Hare."""
ALSO_IN_KOREAN = {
    "BA": "보스니아", "BY": "벨로루시", "CD": "콩고민주공화국 민주콩고", "CG": "콩고 콩고공화국", "CZ": "체코공화국",
    "GE": "그루지야", "HK": "홍콩", "KG": "키르기즈스탄", "KP": "조선민주주의인민공화국", "KR": "한국 남한",
    "MM": "버마", "MO": "마카오", "NL": "홀란드", "PS": "팔레스타인", "TR": "터키", "TW": "타이완", "US": "미합중국",
    "VA": "바티칸", "ZA": "남아공 남아프리카공화국", "fil": "타갈로그어", "ka": "그루지야어", "yue": "광동어",
}  # fmt: skip
"""Names apart by a blank, by the code of CLDR."""
ALSO_IN_ENGLISH = {
    "AE": ["UAE"], "BA": ["Bosnia"], "CD": ["DR Congo", "Democratic Republic of Congo"], "CG": ["Congo"],
    "CI": ["Ivory Coast"], "CZ": ["Czech Republic"], "GB": ["UK", "Britain"], "KP": ["DPRK"],
    "KR": ["Republic of Korea", "ROK"], "MK": ["Macedonia"], "MM": ["Burma"], "MO": ["Macau"], "PS": ["Palestine"],
    "SZ": ["Swaziland"], "TL": ["East Timor"], "TR": ["Turkey"], "US": ["USA", "America"], "VA": ["Vatican"],
    "bn": ["Bengali"], "fil": ["Tagalog"], "kl": ["Greenlandic"], "or": ["Oriya"], "ug": ["Uighur"],
}  # fmt: skip

Words = Mapping[str, list[str]]
"""Korean words with their English."""


def territories() -> Words:
    """Countries, continents and regions."""
    return words(KOREAN.territories, ENGLISH.territories, KOREAN.territories.keys() - NOWHERE)


def languages() -> Words:
    """The larger languages."""
    codes = {code for code in map(str, KOREAN.languages) if len(code) == 2 or code in OTHER_LANGUAGES}
    return words(KOREAN.languages, ENGLISH.languages, codes)


def words(korean: Mapping[str, str], english: Mapping[str, str], codes: set[str]) -> Words:
    """The names of some codes. What has brackets or dashes is no name that people write."""
    found = {}
    for code in sorted(codes & english.keys()):
        name = english[code].replace(" & ", " and ").replace(" SAR China", "")
        in_english = [english_word(one) for one in (name, *ALSO_IN_ENGLISH.get(code, [])) if " - " not in one]
        in_korean = [korean[code], *ALSO_IN_KOREAN.get(code, "").split()]
        for one in in_korean:
            if re.fullmatch("[가-힣 ]+", one) and any(in_english):
                found[one] = list(filter(None, in_english))[:MOST]
    return found


def without(found: Words, known: set[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """The words without the pairs that are known."""
    for korean, english in found.items():
        if left := [text for text in english if (korean, text.lower()) not in known]:
            yield korean, left


def known_pairs(paths: Iterable[Path]) -> set[tuple[str, str]]:
    """The pairs of lists, English in small letters."""
    return {(line.korean, text.lower()) for path in paths for line in lines(path) for text in line.english}


def main() -> None:
    known = known_pairs(path for path in LEXICON.glob("*.tsv") if not path.name.startswith("world_"))
    for name, subject, found in (
        ("world_territories", "countries, continents and regions", territories()),
        ("world_languages", "languages", languages()),
    ):
        left = list(without(found, known))
        note = f"subject: {subject}; from Unicode CLDR {get_cldr_version()}, Unicode License v3 (LICENSE.unicode)"
        (LEXICON / f"{name}.tsv").write_bytes(encode_word_list(note, left))
        print(f"{name}: {len(found):,} words, {len(left):,} with something that no other list has")


if __name__ == "__main__":
    main()
