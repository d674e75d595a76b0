"""Alignment: offsets for the morphemes of taggers that give none, or stems that differ from the written form.

Letters (jamo) are compared, so that 하+었+다 finds its places in 했다: the edit distance between what is written and
what the tagger says, in which a contracted 아, 어 or 이 costs least.
"""

from __future__ import annotations

from collections.abc import Iterator

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS, _FINALS = (
    table.split("/")
    for table in (
        "ㅏ/ㅏㅣ/ㅣㅏ/ㅣㅏㅣ/ㅓ/ㅓㅣ/ㅣㅓ/ㅣㅓㅣ/ㅗ/ㅗㅏ/ㅗㅏㅣ/ㅗㅣ/ㅣㅗ/ㅜ/ㅜㅓ/ㅜㅓㅣ/ㅜㅣ/ㅣㅜ/ㅡ/ㅡㅣ/ㅣ",
        "/ㄱ/ㄲ/ㄱㅅ/ㄴ/ㄴㅈ/ㄴㅎ/ㄷ/ㄹ/ㄹㄱ/ㄹㅁ/ㄹㅂ/ㄹㅅ/ㄹㅌ/ㄹㅍ/ㄹㅎ/ㅁ/ㅂ/ㅂㅅ/ㅅ/ㅆ/ㅇ/ㅈ/ㅊ/ㅋ/ㅌ/ㅍ/ㅎ",
    )
)
_SIMPLE_VOWELS = frozenset("ㅏㅓㅗㅜㅡㅣ")
_CONTRACTED = frozenset("ㅇㅏㅓㅣ")


def places(run: str, forms: list[str]) -> list[tuple[int, int, int]]:
    """Index, start and end of each form; together they cover ``run`` once.

    A syllable belongs to the first form that has a letter in it. A form that is left without a syllable
    (었 in 했, after 하) is left out.
    """
    owners = _literal(run, forms) or _nearest(run, forms)
    starts = [at for at in range(len(run)) if at == 0 or owners[at] != owners[at - 1]]
    return [(owners[start], start, end) for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]


def _literal(run: str, forms: list[str]) -> list[int]:
    """For each syllable the index of its form, where the forms are the run itself; else nothing."""
    return [index for index, form in enumerate(forms) for _ in form] if "".join(forms) == run else []


def _nearest(run: str, forms: list[str]) -> list[int]:
    """For each syllable the index of the first form with a letter in it, or that of the syllable before."""
    written = [(letter, at) for at, char in enumerate(run) for letter in _letters(char)]
    said = [(letter, index) for index, form in enumerate(forms) for char in form for letter in _letters(char)]
    first: dict[int, int] = {}
    for one, other in _pairs([letter for letter, _ in written], [letter for letter, _ in said]):
        first.setdefault(written[one][1], said[other][1])
    owners = [min(first.values(), default=0)]
    for at in range(len(run)):
        owners.append(first.get(at, owners[-1]))
    return owners[1:]


def _letters(char: str) -> Iterator[str]:
    code = ord(char) - ord("가")
    if not 0 <= code < 11172:
        yield char
        return
    yield _LEADS[code // 588]
    yield from _VOWELS[code % 588 // 28]
    yield from _FINALS[code % 28]


def _pairs(written: list[str], said: list[str]) -> list[tuple[int, int]]:
    """Indexes of the letters that belong together, in order, where the edit distance is least."""
    first = [0.0]
    for letter in said:
        first.append(first[-1] + _left_out(letter))
    rows = [first]
    for one in written:
        above, row = rows[-1], [rows[-1][0] + 1.0]
        for at, other in enumerate(said):
            row.append(min(above[at] + _changed(one, other), above[at + 1] + 1.0, row[at] + _left_out(other)))
        rows.append(row)
    return _path_back(rows, written, said)


def _path_back(rows: list[list[float]], written: list[str], said: list[str]) -> list[tuple[int, int]]:
    pairs = []
    one, other = len(written), len(said)
    while one and other:
        here = rows[one][other]
        if here == rows[one - 1][other - 1] + _changed(written[one - 1], said[other - 1]):
            one, other = one - 1, other - 1
            pairs.append((one, other))
        elif here == rows[one][other - 1] + _left_out(said[other - 1]):
            other -= 1
        else:
            one -= 1
    return pairs[::-1]


def _left_out(letter: str) -> float:
    """The cost of a letter of the morpheme that is not written."""
    return 0.45 if letter in _CONTRACTED else 0.8


def _changed(one: str, other: str) -> float:
    """The cost of one letter that is written for another."""
    if one == other:
        return 0.0
    return 0.9 if (one in _SIMPLE_VOWELS) == (other in _SIMPLE_VOWELS) else 1.6
