"""Numbers that may be days: decides by the text around whether 12.9 is a day or a decimal."""

from __future__ import annotations

import re

HANGUL_WEEKDAYS, HANJA_WEEKDAYS = "월화수목금토일", "月火水木金土日"
SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"

_WEEKDAY = re.compile(
    rf"\.?일?,?\s?(?:\(?[{HANGUL_WEEKDAYS}]요일|\([{HANGUL_WEEKDAYS}{HANJA_WEEKDAYS}][),~]"
    rf"|\({SHORT_WEEKDAY}[.)]|\(?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_EVENT = re.compile(
    r"\s?(?:(?:만세)?운동|혁명|전쟁|사건|사태|항쟁|참사|의거|민주|반민주|부마|학살|쿠데타|정변|법난|비상계엄|계엄|내란|세월호|이태원|여객기"
    r"|참전|전몰|전사자|희생자|유공자|유족|선언|공동선언|판문점|남북|정상회담|합의|대책|집회|대회|시위|투쟁|파업|총파업|총궐기|행진"
    r"|총선|대선|지방선거|재보선|테러|절(?![가-힣]))"
)
"""Events that are named by their day: 5.18 민주화운동, 5·18 민주화운동 and 5 18 민주화운동."""

_SPACED_UNIT = (
    r"[%°℃‰]|per ?cent|퍼센트|프로|포인트|million|billion|trillion|thousand|times|points?|배|만|억|조|점|명|원"
    r"|km|cm|mm|kg|[GMK]B|[GM]?Hz|inch(?:es)?|hours?|days?|years?|[ap]\.?m"
)
_UNIT = re.compile(
    rf"\s?(?:{_SPACED_UNIT})(?![가-힣A-Za-z])|[%°℃‰㎜㎝㎞㎡㎏A-Za-z$]"
    r"|(?:[배명원만억조천백개건회점도년월시분초톤평위권대]|단계|퍼센트|프로|포인트|미터|킬로|인치|리터|제곱)"
)
_LONG = r"(?:(?<=\d[./]\d\d)|(?<=\d\d[./]\d))"  # unlike 3.1, which may be the number of a section or a mark
_LATE = r"(?:(?<=\d\d[./]\d)|(?<=\d\d[./]\d\d))"  # unlike 3.10, which may be a version
_CONTEXTS = [
    (re.compile(before), re.compile(after))
    for before, after in (
        (r"[(\[]$", r"\.?[)\]]|\s?[~∼–-]\s?\d{1,2}[./]\d{1,2}\.?[)\]]"),
        (r"[^\d\s],\s$", r"\.?\)"),  # (한겨레, 12.9)
        (
            r"(?<!규모 )(?<!평균 )(?<!지수 )(?<!버전 )(?<!최대 )(?<!최소 )(?<!학점 )(?<!평점 )(?<!약 )(?<!version )$",
            rf"부터|{_LONG}(?:까지|에(?!서|\s?(?:불과|그[쳤치친]|달[하한했]|이[르른]|머[무문물])))|(?<=\d\d)일",
        ),
        (r"", rf"{_LONG}\s?[~∼](?!\s?\d[\d.,]*(?:[%배명원만억조]|\s?percent))"),
        (r"\A\W*$", rf"{_LONG}(?:\s?:|\s+[^\W\d])"),
        (r"\b(?:[Oo]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Uu]pdate)\s$", _LATE),
    )
]
_KNOWN = re.compile(r"(?:4\.(?:16|19)|5\.1[68]|6\.(?:10|15|25|29)|8\.15|10\.26|12\.12)(?=\s?[가-힣])")
_WIDEST_BEFORE = 10
_WEAK_MARKS = (" ", "\t", "\n", "·")
"""Between two numbers that are a day only beside a weekday or an event."""


def is_day(text: str, found: re.Match[str], joined: bool) -> bool:
    """True if a month and a day in figures are a day of the year.

    ``found`` has the groups month, mark (what stands between them), day and last (the end of a range of days);
    ``joined`` says that a moment stands right before it.
    """
    start, end = found.span()
    month, day, last = (int(found[part] or 0) for part in ("month", "day", "last"))
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if _WEEKDAY.match(text, end) or (before == "[" and after == "]") or _EVENT.match(text, end):
        return True
    is_fraction = found["mark"] == "/" and month <= day <= 12
    if is_fraction or found["mark"] in _WEAK_MARKS or _UNIT.match(text, end):
        return False
    if joined or text[start] == "0" or day < last <= month or _KNOWN.match(text, start):
        return True
    first = max(0, start - _WIDEST_BEFORE)
    return any(behind.match(text, end) and ahead.search(text, first, start) for ahead, behind in _CONTEXTS)
