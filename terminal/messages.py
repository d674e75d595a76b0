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
    "also at": ("the same text: {ids}", "같은 글: {ids}"),
    "also searched": ("also searched: {terms} (--exact turns this off)", "함께 찾은 말: {terms} (끄려면 --exact)"),
    "did you mean": ("did you mean: {query}", "이것을 찾으셨습니까: {query}"),
    "note": ("note: {note}", "참고: {note}"),
    "more": ("more: --offset {offset}", "더 보기: --offset {offset}"),
    # index and stats
    "dry run": ("nothing was changed; a run would do this:", "바꾼 것은 없습니다. 실행하면 다음과 같이 됩니다."),
    "bytes left": ("{size} left", "{size} 남음"),
    "reading": ("reading", "읽는 중"),
    "changes": (
        "{added:,} added, {changed:,} changed, {removed:,} removed.",
        "추가 {added:,}편, 변경 {changed:,}편, 삭제 {removed:,}편.",
    ),
    "no changes": ("Nothing changed.", "바뀐 글이 없습니다."),
    "posts": ("{total:,} post{total:s}: {languages}.", "글 {total:,}편: {languages}."),
    "no posts": ("No posts.", "글이 없습니다."),
    "language": ("{count:,} {lang}", "{lang} {count:,}"),
    "skipped": ("{counts} ({command}).", "{counts} ({command})."),
    "unreadable": ("{count:,} skipped", "{count:,}건 건너뜀"),
    "omitted": ("{count:,} left out", "{count:,}건 제외"),
    "noted": ("{count:,} with a note", "{count:,}건 참고"),
    "skipped left_out": ("left out: {entry}", "제외: {entry}"),
    "skipped note": ("note: {entry}", "참고: {entry}"),
    "no boilerplate": (
        "no lines were found that stand on most pages of a source",
        "출처의 글 대부분에 되풀이되는 줄이 없습니다",
    ),
    "none skipped": ("nothing was skipped", "건너뛴 것이 없습니다"),
    "seconds": ("{seconds} s", "{seconds}초"),
    "minutes": ("{minutes} min {seconds} s", "{minutes}분 {seconds}초"),
    "index label": ("index", "색인"),
    "posts label": ("posts", "글"),
    "undated label": ("without date", "날짜 없음"),
    "reposts label": ("reposts", "같은 글"),
    "segments label": ("segments", "조각"),
    "sources label": ("sources", "출처"),
    "skipped label": ("skipped", "건너뜀"),
    "analysis label": ("analysis", "분석"),
    # watch
    "watching": ("watching; Ctrl-C ends this", "지켜보는 중입니다. 끝내려면 Ctrl-C"),
    "file added": ("added: {file}", "추가: {file}"),
    "file changed": ("changed: {file}", "변경: {file}"),
    "file removed": ("removed: {file}", "삭제: {file}"),
    "file skipped": ("skipped: {file}: {reason}", "건너뜀: {file}: {reason}"),
    "more files": ("and {count:,} more file{count:s}", "그 밖에 파일 {count:,}개"),
    # analyze
    "run label": ("run", "글"),
    "names label": ("names", "이름"),
    # explain, and what goes wrong
    "no document": ("no post has the id {id}", "id가 {id}인 글이 없습니다"),
    "stopped": ("stopped; what was committed is kept", "멈췄습니다. 저장된 것은 그대로입니다"),
    # check, rebuild and backup
    "intact": (
        "{posts:,} post{posts:s} in {files:,} files, every byte as it was written.",
        "글 {posts:,}편, 파일 {files:,}개. 모두 쓰인 그대로입니다.",
    ),
    "strays": (
        "{count:,} file{count:s} of an interrupted commit; the next one removes them.",
        "중단된 저장의 파일이 {count:,}개 있습니다. 다음에 저장할 때 지워집니다.",
    ),
    "remedy manifest": (
        "malmoi check --repair puts manifest.bak in its place",
        "malmoi check --repair 명령이 manifest.bak으로 되살립니다",
    ),
    "remedy backup": (
        "the next commit writes it again, and so does malmoi check --repair",
        "다음에 저장할 때, 또는 malmoi check --repair 명령으로 다시 쓰입니다",
    ),
    "remedy segment": (
        "malmoi check --repair saves the posts that can still be read, and names the others",
        "malmoi check --repair 명령이 읽을 수 있는 글을 살리고 나머지를 알려 줍니다",
    ),
    "remedy deletions": (
        "malmoi check --repair finds out which posts were deleted, and names those it is not sure of",
        "malmoi check --repair 명령이 삭제된 글을 가려내고, 확실하지 않은 글을 알려 줍니다",
    ),
    "remedy sources": (
        "malmoi check --repair makes it anew; the next malmoi index then reads every file again",
        "malmoi check --repair 명령이 새로 만듭니다. 다음 malmoi index는 모든 파일을 다시 읽습니다",
    ),
    "remedy all": (
        "delete the index and index the sources again",
        "색인을 지우고 출처를 다시 색인하십시오",
    ),
    "saved": ("{count:,} post{count:s} saved from damaged files.", "손상된 파일에서 글 {count:,}편을 살렸습니다."),
    "returned": ("{count:,} post{count:s} read again from the sources.", "글 {count:,}편을 출처에서 다시 읽었습니다."),
    "kept aside": (
        "{count:,} damaged file{count:s} kept beside the index (*.damaged).",
        "손상된 파일 {count:,}개는 색인 옆에 남겨 두었습니다 (*.damaged).",
    ),
    "lost": ("{count:,} post{count:s} lost:", "글 {count:,}편을 잃었습니다:"),
    "nameless": (
        "up to {count:,} more post{count:s} lost whose ids can no longer be read.",
        "id를 읽을 수 없는 글도 {count:,}편까지 잃었습니다.",
    ),
    "doubtful": (
        "{count:,} post{count:s} that may have been deleted before, there again:",
        "전에 삭제되었을 수도 있는 글 {count:,}편이 되살아났습니다:",
    ),
    "read again": (
        "what is left of them comes back with: malmoi index {sources}",
        "남은 것은 다음 명령으로 되찾습니다: malmoi index {sources}",
    ),
    "and others": ("and {count:,} more", "그 밖에 {count:,}편"),
    "whole": ("Repaired; nothing was lost.", "고쳤습니다. 잃은 것이 없습니다."),
    "rebuilt": ("{count:,} post{count:s} analysed again.", "글 {count:,}편을 다시 분석했습니다."),
    "backed up": (
        "{posts:,} post{posts:s} in {files:,} files, compared with their checksums: {folder}",
        "글 {posts:,}편, 파일 {files:,}개를 검사합과 견주어 옮겼습니다: {folder}",
    ),
    "linked": (
        "{count:,} file{count:s} linked, not copied: safe from mistakes, not from a broken disk.",
        "파일 {count:,}개는 복사하지 않고 이었습니다. 실수에는 안전하나 디스크 고장에는 그렇지 않습니다.",
    ),
    # aliases
    "aliases used": ("Found in posts and used:", "글에서 찾아 쓰고 있는 짝:"),
    "aliases asked": (
        "Found in posts, to decide with --accept N or --refuse N:",
        "글에서 찾은 짝. --accept 번호 또는 --refuse 번호로 정하십시오:",
    ),
    "alias posts": ("{count:,} post{count:s}, {post}", "글 {count:,}편, {post}"),
    "more aliases": ("and {count:,} more: --all", "그 밖에 {count:,}개: --all"),
    "aliases decided": (
        "{accepted:,} accepted, {refused:,} refused.",
        "받아들임 {accepted:,}개, 물리침 {refused:,}개.",
    ),
    "no aliases": ("No pairs of names were found in the posts.", "글에서 찾은 이름의 짝이 없습니다."),
    "alias accepted": ("accepted: {pair}", "받아들임: {pair}"),
    "alias refused": ("refused: {pair}", "물리침: {pair}"),
    "alias added": ("added: {pair}", "더함: {pair}"),
    "aliases kept": ("kept in {file}", "{file}에 적었습니다"),
    "alias related": ("related: {names}", "가까운 말: {names}"),
    "alias unknown": ("no group has the name {name}", "{name}이(가) 든 묶음이 없습니다"),
    # lexicon
    "list label": ("list", "목록"),
    "headwords label": ("headwords", "표제어"),
    "pairs label": ("pairs", "짝"),
    "origin label": ("origin", "출처"),
    "list imported": (
        "{name}: {headwords:,} headword{headwords:s}, {pairs:,} pair{pairs:s}, from {entries:,} entries.",
        "{name}: 항목 {entries:,}개에서 표제어 {headwords:,}개, 짝 {pairs:,}개를 얻었습니다.",
    ),
    "list kept": ("kept in {path}", "{path}에 두었습니다"),
    "list removed": ("removed: {name}", "지움: {name}"),
    "left out": ("left out:", "뺀 것:"),
    "left out damaged": ("{count:,} that cannot be read ({example})", "읽을 수 없는 것 {count:,}개 ({example})"),
    "left out headword": (
        "{count:,} whose headword is no word of either language ({example})",
        "표제어가 두 말 어느 쪽의 낱말도 아닌 것 {count:,}개 ({example})",
    ),
    "left out translation": (
        "{count:,} without a short translation ({example})",
        "짧은 번역이 없는 것 {count:,}개 ({example})",
    ),
    "left out repeat": (
        "{count:,} pair{count:s} that repeat others ({example})",
        "되풀이되는 짝 {count:,}개 ({example})",
    ),
    "left out more": (
        "{count:,} pair{count:s} after the first four of a word ({example})",
        "한 낱말의 네 번째 번역 다음에 오는 짝 {count:,}개 ({example})",
    ),
    "no translation": ("no list has {word}", "{word}이(가) 든 목록이 없습니다"),
    # demo
    "demo begins": (
        "A small invented archive: a bilingual blog, community pages, a shelf of news.",
        "지어낸 작은 자료실입니다. 두 말로 쓴 블로그, 이주민 공동체의 글, 신문 기사가 있습니다.",
    ),
    "demo aliases": ("One thing under all its names", "하나를 그 모든 이름으로 찾습니다"),
    "demo translated": ("A word, and what it is in the other language", "낱말을 다른 말로도 찾습니다"),
    "demo north": ("A newspaper, spelled as in the South and in the North", "남녘 표기로 북녘 표기까지 찾습니다"),
    "demo names": ("A name in Hangul, however it was romanised", "한글 이름으로 로마자 이름까지 찾습니다"),
    "demo hanja": ("A word that titles have in Hanja", "한글로 한자말을 찾습니다"),
    "demo dates": ("A weekday, as (土) and as Saturday", "요일을 (土)로도 Saturday로도 찾습니다"),
    "demo compound": ("A compound finds itself written apart", "붙여 써도 띄어 쓴 글을 찾습니다"),
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
    "AliasError": "{number}번 짝은 받아들이거나 물리칠 수 없습니다. malmoi aliases --all 명령으로 번호를 확인하십시오",
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
