"""The texts of the page, in English and in Korean, and the choice between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from ...query.notes import in_korean

ENGLISH, KOREAN = "en", "ko"

TEXTS: dict[str, tuple[str, str]] = {
    "title": ("Search", "검색"),
    "skip": ("Skip to the results", "검색 결과로 건너뛰기"),
    "query": ("Search in Korean or English", "한국어나 영어로 검색"),
    "button": ("Search", "검색"),
    "conditions": ("Filters", "검색 조건"),
    "apply": ("Apply", "적용"),
    "clear": ("Clear the filters", "조건 지우기"),
    "since": ("From", "시작일"),
    "until": ("To", "종료일"),
    "date hint": ("2007-12", "2007-12"),
    "lang": ("Language", "언어"),
    "lang any": ("Any", "모든 언어"),
    "lang ko": ("Korean", "한국어"),
    "lang en": ("English", "영어"),
    "lang ko+en": ("Korean and English", "한국어와 영어"),
    "lang other": ("Other", "기타"),
    "tag": ("Tag", "태그"),
    "tags": ("Tag", "태그"),
    "author": ("Author", "글쓴이"),
    "sort": ("Order", "정렬"),
    "sort relevance": ("Relevance", "관련도순"),
    "sort newest": ("Newest first", "최신순"),
    "sort oldest": ("Oldest first", "오래된순"),
    "require": ("Words", "낱말"),
    "require default": ("All words first", "모두 있는 글 먼저"),
    "require all": ("All words", "모두 있는 글만"),
    "require any": ("Any word", "하나라도 있는 글"),
    "found": ("{total:,} post{total:s}", "글 {total:,}편"),
    "found from": ("{first:,}–{last:,} of {total:,} posts", "글 {total:,}편 중 {first:,}~{last:,}번째"),
    "relaxed": (
        "{complete:,} with every word; the others have some of the words.",
        "검색어가 모두 있는 글은 {complete:,}편이고, 나머지는 일부만 있습니다.",
    ),
    "nothing": ("Nothing found", "검색 결과가 없습니다"),
    "beyond": ("There are no more than {total:,} posts.", "검색 결과는 {total:,}편이 전부입니다."),
    "remove filter": (
        "Without “{name}: {value}”: {count:,} post{count:s}",
        "‘{name}: {value}’ 조건 빼기: 글 {count:,}편",
    ),
    "read as": ("The query was read as", "검색어를 나눈 결과"),
    "tip shorter": ("Try fewer or more general words.", "낱말을 줄이거나 더 일반적인 말로 검색해 보세요."),
    "tip other": ("Try the word in the other language.", "다른 언어로 바꾸어 검색해 보세요."),
    "also": ("Also searched", "함께 검색한 말"),
    "leave out": ("Search without {term}", "{term} 빼고 검색"),
    "left out": ("Left out", "제외한 말"),
    "put back": ("Search {term} again", "{term} 다시 검색"),
    "narrow": ("Narrow down", "결과 좁히기"),
    "year": ("Year", "연도"),
    "filtered": ("Filtered by", "적용한 조건"),
    "remove": ("Remove {name} {value}", "{name} {value} 조건 빼기"),
    "suggestions": ("Suggestions", "추천 검색어"),
    "exact": ("Search only what I typed", "입력한 말만 검색"),
    "not exact": ("Also search translations and other spellings", "번역어와 다른 표기도 함께 검색"),
    "mean": ("Did you mean", "이것을 찾으셨나요?"),
    "why": ("Why this post?", "검색된 이유"),
    "why typed": ("as typed", "입력한 말"),
    "reposts": ("Same text", "내용이 같은 글"),
    "section": ("in the section", "이 글의"),
    "untitled": ("Untitled", "제목 없음"),
    "undated": ("No date", "날짜 없음"),
    "pages": ("Pages of results", "검색 결과 페이지"),
    "previous": ("Previous", "이전"),
    "next": ("Next", "다음"),
    "follow": ("Follow this search", "이 검색 구독하기"),
    "feed title": ("{title}: {query}", "{title}: {query}"),
    "similar": ("More like this", "비슷한 글"),
    "original": ("Original post", "원문 보기"),
    "back": ("Back to the results", "검색 결과로 돌아가기"),
    "home": ("To the search", "검색으로 가기"),
    "contents": ("{total:,} post{total:s}, updated {ago}", "글 {total:,}편, {ago} 업데이트"),
    "indexing": ("indexing, {percent} % done", "색인하는 중 {percent}%"),
    "now": ("just now", "방금"),
    "minutes ago": ("{count:,} minute{count:s} ago", "{count:,}분 전"),
    "hours ago": ("{count:,} hour{count:s} ago", "{count:,}시간 전"),
    "days ago": ("{count:,} day{count:s} ago", "{count:,}일 전"),
    "welcome": (
        "Type a word in either language. Translations, other spellings and other names are searched as well.",
        "한국어나 영어로 입력하세요. 번역어와 다른 표기, 다른 이름까지 함께 검색합니다.",
    ),
    "searching": ("Searching…", "검색하는 중…"),
    "failed": ("The search failed. Try again.", "검색하지 못했습니다. 다시 시도해 주세요."),
    "error 400": ("This search is not possible", "검색할 수 없는 요청입니다"),
    "error 404": ("There is no such page", "없는 페이지입니다"),
    "error 404 document": ("There is no such post", "없는 글입니다"),
    "error 429": ("Too many requests", "요청이 너무 많습니다"),
    "error 503": (
        "The search is busy. Try again in a few seconds.",
        "지금은 검색이 몰려 있습니다. 잠시 뒤에 다시 시도해 주세요.",
    ),
    "error 500": ("Something went wrong", "문제가 생겼습니다"),
    "bridge hanja": ("Hanja", "한자"),
    "bridge north": ("spelling of the North", "북한 표기"),
    "bridge dates": ("date", "날짜"),
    "bridge aliases": ("other name", "다른 이름"),
    "bridge romanized": ("romanisation", "로마자 표기"),
    "bridge lexicon": ("translation", "번역어"),
    "bridge related": ("related", "관련어"),
}
"""Key -> English and Korean text, with the same placeholders. ``{count:s}`` is the plural ending."""

_STEPS = (("days ago", timedelta(days=1)), ("hours ago", timedelta(hours=1)), ("minutes ago", timedelta(minutes=1)))


class _Number(int):
    """An integer that formats as the English plural ending with the format ``s``."""

    def __format__(self, spec: str) -> str:
        return ("" if self == 1 else "s") if spec == "s" else super().__format__(spec)


class Texts:
    """The texts of one language. ``own``, by language and key, replace those of malmoi."""

    def __init__(self, language: str, own: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.language = language
        column = language == KOREAN
        self._texts = {key: both[column] for key, both in TEXTS.items()} | dict((own or {}).get(language, {}))

    def __call__(self, key: str, **values: object) -> str:
        """A text with its values."""
        return self._texts[key].format_map({k: _Number(v) if isinstance(v, int) else v for k, v in values.items()})

    def has(self, key: str) -> bool:
        """True if there is a text of this name."""
        return key in self._texts

    def ago(self, since: timedelta) -> str:
        """A time span before now, in its largest unit."""
        for key, unit in _STEPS:
            if since >= unit:
                return self(key, count=since // unit)
        return self("now")

    def note(self, note: str) -> str | None:
        """A note of the library in this language; None if it has none in it."""
        return in_korean(note) if self.language == KOREAN else note

    def why(self, why: str) -> str:
        """A reason of ``Hit.why``, such as ``이주노조 = MTU (aliases)``, in words of a reader."""
        found = re.fullmatch(r"(.+) = (.+) \((.+)\)", why)
        if not found:
            return f"{why} ({self('why typed')})"
        return f"{found[1]} = {found[2]} ({self.reason(found[3])})"

    def reason(self, why: str) -> str:
        """The reason of a variant, such as ``aliases, related``, in words of a reader."""
        return ", ".join(self._reason(part) for part in why.split(", "))

    def _reason(self, part: str) -> str:
        further = re.fullmatch(r"then (\w+) of (.+)", part)
        if further:
            return f"{further[2]}: {self._reason(further[1])}"
        return self(f"bridge {part}") if self.has(f"bridge {part}") else part

    def day(self, date: str) -> str:
        """An ISO date, or the year and month of one, as a reader writes it: 2007년 12월 9일, 9 December 2007."""
        parts = [int(part) for part in date[:10].split("-")]
        if self.language == KOREAN:
            return " ".join(f"{part}{unit}" for part, unit in zip(parts, "년월일", strict=False))
        shape = ("%Y", "%B %Y", f"{parts[-1]} %B %Y")[len(parts) - 1]
        return datetime(*([*parts, 1, 1][:3])).strftime(shape)  # type: ignore[arg-type]


def preferred(accept_language: str) -> str:
    """The language of the page, ``ko`` or ``en``, that a browser's header Accept-Language asks for."""
    weights: dict[str, float] = {}
    for item in accept_language[:400].split(","):
        name, _, rest = item.strip().partition(";")
        found = re.fullmatch(r"\s*q=(\d(?:\.\d{1,3})?)\s*", rest)
        primary = name.strip().lower().partition("-")[0]
        if primary in (ENGLISH, KOREAN):
            weights[primary] = max(weights.get(primary, 0), float(found[1]) if found else 1.0)
    return max((ENGLISH, KOREAN), key=lambda language: weights.get(language, 0))
