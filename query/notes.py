"""Notes on a query in Korean. The library writes them in English; here each is recognised by its template."""

from __future__ import annotations

import re

NOTES = {
    # the query language
    "a quotation mark is not closed": "닫는 따옴표가 없습니다",
    "an opening parenthesis without a closing one is left out": "짝이 없는 여는 괄호를 뺐습니다",
    "a closing parenthesis without an opening one is left out": "짝이 없는 닫는 괄호를 뺐습니다",
    "parentheses without words are left out": "내용이 없는 괄호를 뺐습니다",
    "a phrase without words is left out": "낱말이 없는 구절을 뺐습니다",
    "parentheses deeper than {} are read as if they were not there": "{}단계보다 깊은 괄호는 무시했습니다",
    "symbols on their own cannot be searched and are left out": "기호만으로는 검색할 수 없어 뺐습니다",
    "there are no words to search for": "검색할 낱말이 없습니다",
    "there is nothing to look for but filters: every document that passes them is found": (
        "검색어 없이 조건만 있으므로 조건에 맞는 글을 모두 찾았습니다"
    ),
    "the query has {} characters, more than {}, and is cut": "검색어가 {}자로 최대 {}자를 넘어 뒷부분을 잘랐습니다",
    "a query has at most {} words, phrases and filters: the rest is cut": (
        "낱말, 구절, 조건은 모두 합해 {}개까지이므로 나머지를 잘랐습니다"
    ),
    'read as a sentence: signs such as " - * | and capitals such as OR are text in it, and no operators': (
        '문장으로 읽었습니다. " - * | 같은 기호와 OR 같은 대문자를 연산자로 보지 않습니다'
    ),
    '-{} leaves out posts with {}; to search for it as text, write "-{}"': (
        '-{0}: ‘{1}’에 맞는 글을 제외합니다. 글자 그대로 검색하려면 "-{2}"'
    ),
    "-{}(...) leaves out posts that match what is in the parentheses": (
        "-{}(...): 괄호 안의 조건에 맞는 글을 제외합니다"
    ),
    "{} has no value right after it and is read as a word": "{} 바로 뒤에 값이 없어 낱말로 읽었습니다",
    "{}: without a value is left out": "값이 없는 {}: 조건을 뺐습니다",
    "{}: compares whole values, so * is a character like others there": (
        "{}: 조건은 값 전체를 비교하므로 *도 보통 글자로 봅니다"
    ),
    "{} is a filter: it holds for everything beside it, whatever OR joins it with": (
        "{} 조건은 OR로 이어도 함께 쓴 검색어 전체에 적용됩니다"
    ),
    "{} joins nothing here and is left out": "{} 앞뒤에 이을 말이 없어 뺐습니다",
    "the dates of a range were the wrong way round and are swapped": "기간의 시작과 끝이 뒤바뀌어 바로잡았습니다",
    "{}: * and ? inside a word of several scripts or signs cannot be searched": (
        "{}: 여러 문자나 기호가 섞인 낱말 안의 *와 ?는 검색할 수 없습니다"
    ),
    "{} stands for more than {} words; the first of them were searched": (
        "{}에 맞는 낱말이 {}개보다 많아 그중 앞의 것만 검색했습니다"
    ),
    # the search
    "no post has {}: {} was searched instead": "{} 검색 결과가 없어 {} 검색 결과를 보여 줍니다",
    "no post has what stands in quotation marks or is a pattern: its words are searched instead": (
        "따옴표 안의 구절이나 패턴에 맞는 글이 없어 낱말로 검색했습니다"
    ),
    "{} of the hits have no marks, because looking for them took longer than {} ms (limits.deadline_ms)": (
        "글 {}편은 표시할 곳을 찾는 데 {}밀리초(limits.deadline_ms)가 넘게 걸려 표시하지 않았습니다"
    ),
    "similar to {} by these words of it: {}": "{}에서 고른 다음 낱말로 비슷한 글을 찾았습니다: {}",
    "the index was made with another version of the analysis ({}): some words may not be found": (
        "색인을 만든 분석기의 판({})이 지금과 달라 찾지 못하는 말이 있을 수 있습니다"
    ),
    "{} has no word that any other document has": "{}에는 다른 글에 있는 낱말이 없습니다",
}
"""English template -> Korean template, with the same values in the same order unless they are numbered."""

_PLACE = re.compile(r"(.*) \(at character (\d+)\)", re.DOTALL)
_TEMPLATES = [
    (re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL), korean)
    for english, korean in NOTES.items()
]


def in_korean(note: str) -> str | None:
    """A note of the library in Korean, with the character that it is about; None if no template fits."""
    place = _PLACE.fullmatch(note)
    text = place[1] if place else note
    for english, korean in _TEMPLATES:
        if found := english.fullmatch(text):
            return korean.format(*found.groups()) + (f" ({place[2]}번째 글자)" if place else "")
    return None
