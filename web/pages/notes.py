"""Notes on a query in Korean. The library writes them in English; one that has no pattern here stays as it is."""

from __future__ import annotations

import re

_NOTES = (
    ("a quotation mark is not closed", "닫히지 않은 따옴표가 있습니다"),
    ("there are no words to search for", "검색할 낱말이 없습니다"),
    (
        "there is nothing to look for but filters: every document that passes them is found",
        "검색어 없이 조건만 있으므로 조건에 맞는 글을 모두 찾았습니다",
    ),
    (
        "the query has (?P<n>[\\d,]+) characters, more than (?P<most>[\\d,]+), and is cut",
        "검색어가 {n}자로 {most}자를 넘어 뒷부분을 잘랐습니다",
    ),
    (
        "a query has at most (?P<n>\\d+) words, phrases and filters: the rest is cut",
        "낱말, 구절, 조건은 {n}개까지만 검색했습니다",
    ),
    ("an opening parenthesis without a closing one is left out", "닫히지 않은 괄호를 무시했습니다"),
    ("a closing parenthesis without an opening one is left out", "짝이 없는 닫는 괄호를 무시했습니다"),
    ("parentheses without words are left out", "빈 괄호를 무시했습니다"),
    ("parentheses deeper than (?P<n>\\d+) are read as if they were not there", "{n}겹이 넘는 괄호는 무시했습니다"),
    ("(?P<x>\\S+) has no value right after it and is read as a word", "{x} 바로 뒤에 값이 없어 낱말로 검색했습니다"),
    ("(?P<x>\\S+) without a value is left out", "값이 없는 {x} 조건을 무시했습니다"),
    ("(?P<x>\\S+) joins nothing here and is left out", "앞뒤로 이을 말이 없는 {x}를 무시했습니다"),
    (
        "-(?P<x>.+) leaves out posts with .+; to search for it as text, write (?P<y>.+)",
        "-{x}: 이 말이 있는 글을 제외했습니다. 그대로 검색하려면 {y}로 쓰세요",
    ),
    (
        "-(?P<x>\\S*\\(...\\)) leaves out posts that match what is in the parentheses",
        "-{x}: 괄호 안의 조건에 맞는 글을 제외했습니다",
    ),
    (
        "(?P<x>.+) is a filter: it holds for everything beside it, whatever OR joins it with",
        "{x}: 조건이므로 OR로 이어도 전체에 적용했습니다",
    ),
    ("a phrase without words is left out", "빈 따옴표를 무시했습니다"),
    ("symbols on their own cannot be searched and are left out", "기호만으로는 검색할 수 없어 무시했습니다"),
    (
        "(?P<x>\\S+) compares whole values, so \\* is a character like others there",
        "{x} 조건은 값 전체를 비교하므로 *도 글자로 검색했습니다",
    ),
    ("the dates of a range were the wrong way round and are swapped", "기간의 시작과 끝을 바꾸어 검색했습니다"),
    (
        "(?P<x>.+): \\* and \\? inside a word of several scripts or signs cannot be searched",
        "{x}: 여러 문자나 기호가 섞인 낱말에서는 *와 ?를 쓸 수 없습니다",
    ),
    (
        "(?P<x>.+) stands for more than (?P<n>\\d+) words; the first of them were searched",
        "{x}에 맞는 낱말이 {n}개를 넘어 일부만 검색했습니다",
    ),
    (
        "no post has what stands in quotation marks or is a pattern: its words are searched instead",
        "구절이나 패턴에 맞는 글이 없어 그 낱말로 검색했습니다",
    ),
    ("no post has (?P<x>.+): (?P<y>.+) was searched instead", "‘{x}’에 맞는 글이 없어 ‘{y}’로 검색했습니다"),
    (
        "read as a sentence: signs such as .* are text in it, and no operators",
        '문장으로 읽었습니다. " - * | 같은 기호와 OR는 연산자가 아니라 글자로 보았습니다',
    ),
    (
        "(?P<n>[\\d,]+) of the hits have no marks, because looking for them took longer than .*",
        "시간이 오래 걸려 글 {n}편에는 강조 표시를 하지 못했습니다",
    ),
)
_PATTERNS = tuple((re.compile(english), korean) for english, korean in _NOTES)
_PLACE = re.compile(r"(.*) \(at character (\d+)\)", re.DOTALL)


def in_korean(note: str) -> str | None:
    """A note in Korean, with the character that it is about; None if there is no pattern for it."""
    placed = _PLACE.fullmatch(note)
    text = placed[1] if placed else note
    for pattern, korean in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            translated = korean.format_map(found.groupdict())
            return f"{translated} ({placed[2]}번째 글자)" if placed else translated
    return None
