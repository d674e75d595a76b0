"""What the command line says, in English and in Korean."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ..errors import MalmoiError

ENGLISH, KOREAN = "en", "ko"

MESSAGES: dict[str, tuple[str, str]] = {
    # search
    "found": ("{total:,} post{total:s} ({ms:,} ms)", "글 {total:,}편 ({ms:,}밀리초)"),
    "found from": (
        "posts {first:,} to {last:,} of {total:,} ({ms:,} ms)",
        "글 {total:,}편 가운데 {first:,}~{last:,}번째 ({ms:,}밀리초)",
    ),
    "nothing found": ("nothing found for: {query}", "찾은 글이 없습니다: {query}"),
    "no more": ("there are no more than {total:,} post{total:s}", "글은 모두 {total:,}편입니다"),
    "relaxed": (
        "{complete:,} post{complete:s} with every word; posts with some of the words follow",
        "모든 낱말이 든 글은 {complete:,}편이고, 일부만 든 글이 이어집니다",
    ),
    "also searched": ("also searched: {terms} (--exact turns this off)", "함께 찾은 말: {terms} (끄려면 --exact)"),
    "did you mean": ("did you mean: {query}", "이것을 찾으셨습니까: {query}"),
    "note": ("note: {note}", "참고: {note}"),
    "more": ("more: --offset {offset}", "더 보기: --offset {offset}"),
    # index and stats
    "reading": ("reading", "읽는 중"),
    "changes": (
        "{added:,} added, {changed:,} changed, {removed:,} removed.",
        "추가 {added:,}편, 변경 {changed:,}편, 삭제 {removed:,}편.",
    ),
    "no changes": ("Nothing changed.", "바뀐 글이 없습니다."),
    "posts": ("{total:,} post{total:s}: {languages}.", "글 {total:,}편: {languages}."),
    "no posts": ("No posts.", "글이 없습니다."),
    "language": ("{count:,} {lang}", "{lang} {count:,}"),
    "skipped": ("{count:,} skipped ({command}).", "{count:,}건 건너뜀 ({command})."),
    "none skipped": ("nothing was skipped", "건너뛴 것이 없습니다"),
    "seconds": ("{seconds} s", "{seconds}초"),
    "minutes": ("{minutes} min {seconds} s", "{minutes}분 {seconds}초"),
    "index label": ("index", "색인"),
    "posts label": ("posts", "글"),
    "undated label": ("without date", "날짜 없음"),
    "segments label": ("segments", "조각"),
    "sources label": ("sources", "출처"),
    "skipped label": ("skipped", "건너뜀"),
    "analysis label": ("analysis", "분석"),
    # analyze
    "run label": ("run", "글"),
    "names label": ("names", "이름"),
    # explain, and what goes wrong
    "no document": ("no post has the id {id}", "id가 {id}인 글이 없습니다"),
    "stopped": ("stopped; what was committed is kept", "멈췄습니다. 저장된 것은 그대로입니다"),
    # demo
    "demo begins": (
        "A small invented archive: a bilingual blog, community pages, a shelf of news.",
        "지어낸 작은 자료실입니다. 두 말로 쓴 블로그, 이주민 공동체의 글, 신문 기사가 있습니다.",
    ),
    "demo compound": ("A compound finds itself written apart", "붙여 써도 띄어 쓴 글을 찾습니다"),
    "demo north": ("A newspaper, spelled as in the North", "북녘 표기로 찾습니다"),
    "demo hanja": ("A word in Hanja, whatever particle follows", "한자말은 토씨가 붙어도 찾습니다"),
    "demo english": ("English, in one form or another", "영어 낱말은 꼴이 바뀌어도 찾습니다"),
    "demo phrase": ("An exact phrase, however it is spaced", "따옴표 안의 말은 띄어쓰기만 빼고 그대로 찾습니다"),
    "demo filters": ("Two words, one left out, and years", "두 낱말에서 하나를 빼고, 해를 정합니다"),
    "demo ends": ("Now your own posts:", "이제 직접 해 보십시오:"),
    "demo explains": ("why a post is where it is", "글의 순위에 대한 설명"),
    "demo finds": ("search them", "찾기"),
    "demo indexes": ("index a folder; again after new posts", "폴더 색인. 새 글이 생기면 다시 하면 됩니다"),
    "demo keeps": ("the samples stay in {folder}", "견본 색인은 {folder}에 남습니다"),
}
"""Key -> English and Korean, with the same placeholders. ``{count:s}`` is the plural's s."""

ERRORS = {
    "IndexMissingError": "{path}에 색인이 없습니다. malmoi index 폴더 --index {path} 명령으로 만드십시오",
    "LockedError": "{path} 색인에 {holder}이(가) 쓰고 있습니다. 기다리거나 그 일을 멈추십시오",
    "FormatError": "{path} 색인의 형식은 {found}인데 이 malmoi는 {expected}을(를) 읽습니다. 지우고 다시 색인하십시오",
    "DamagedIndexError": "{path}이(가) 손상되었습니다: {problem}. malmoi check 명령으로 살펴보십시오",
    "MissingExtraError": '{feature}에 필요한 꾸러미가 없습니다. 설치: pip install "malmoi[{extra}]"',
}
"""Errors in Korean, by class; ``{path}`` and the like are their attributes. Others are told in English."""


class _Number(int):
    """A number that knows the English plural."""

    def __format__(self, spec: str) -> str:
        return ("" if self == 1 else "s") if spec == "s" else super().__format__(spec)


def language(environ: Mapping[str, str] | None = None) -> str:
    """``ko`` or ``en``: by MALMOI_LANG, else by the locale."""
    environ = os.environ if environ is None else environ
    names = ("MALMOI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((environ[name] for name in names if environ.get(name)), "")
    return KOREAN if chosen.lower().startswith(KOREAN) else ENGLISH


def say(key: str, **values: object) -> str:
    """A message in the language of the reader."""
    template = MESSAGES[key][language() == KOREAN]
    return template.format_map({name: _Number(v) if isinstance(v, int) else v for name, v in values.items()})


def say_error(error: MalmoiError) -> str:
    """What went wrong and what to do about it, in the language of the reader where it is known in it."""
    template = ERRORS.get(type(error).__name__)
    if template and language() == KOREAN:
        return template.format_map({name: getattr(error, name) for name in vars(error)})
    return str(error)
