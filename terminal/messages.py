"""Messages of the command line, in English and in Korean."""

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
    "nothing found": ("nothing found for: {query}", "검색 결과가 없습니다: {query}"),
    "no more": ("there are no more than {total:,} post{total:s}", "검색 결과는 {total:,}편이 전부입니다"),
    "relaxed": (
        "{complete:,} post{complete:s} with every word; posts with some of the words follow",
        "검색어가 모두 있는 글은 {complete:,}편이고, 일부만 있는 글이 이어집니다",
    ),
    "also at": ("the same text: {ids}", "내용이 같은 글: {ids}"),
    "also searched": ("also searched: {terms}", "함께 검색한 말: {terms}"),
    "exact": ("(--exact turns this off)", "(끄려면 --exact)"),
    "did you mean": ("did you mean: {query}", "이것을 찾으셨나요: {query}"),
    "facet": ("{name}: {counts}", "{name}: {counts}"),
    "more values": ("{count:,} more", "그 외 {count:,}개"),
    "no values": ("none", "없음"),
    "note": ("note: {note}", "참고: {note}"),
    "more": ("more: --offset {offset}", "더 보기: --offset {offset}"),
    # index and stats
    "dry run": (
        "nothing was changed; a run would do this:",
        "미리보기이므로 아무것도 바꾸지 않았습니다. 실행하면 다음과 같이 바뀝니다.",
    ),
    "bytes left": ("{size} left", "{size} 남음"),
    "reading": ("reading", "읽는 중"),
    "changes": (
        "{added:,} added, {changed:,} changed, {removed:,} removed.",
        "추가 {added:,}편, 변경 {changed:,}편, 삭제 {removed:,}편.",
    ),
    "no changes": ("Nothing changed.", "변경된 글이 없습니다."),
    "posts": ("{total:,} post{total:s}: {languages}.", "글 {total:,}편: {languages}."),
    "no posts": ("No posts.", "글이 없습니다."),
    "language": ("{count:,} {lang}", "{lang} {count:,}"),
    "skipped": ("{counts} ({command}).", "{counts} ({command})."),
    "unreadable": ("{count:,} skipped", "{count:,}건 건너뜀"),
    "omitted": ("{count:,} left out", "{count:,}건 제외"),
    "noted": ("{count:,} with a note", "{count:,}건 참고"),
    "skipped left_out": ("left out: {entry}", "제외: {entry}"),
    "skipped unknown": ("not read: {entry}", "읽지 않음: {entry}"),
    "skipped note": ("note: {entry}", "참고: {entry}"),
    "unknown endings": (
        "{count:,} file{count:s} not read because of the ending: {endings}.",
        "확장자를 알 수 없어 읽지 않은 파일 {count:,}개: {endings}.",
    ),
    "no ending": ("none", "없음"),
    "other endings": ("others", "그 밖"),
    "no boilerplate": (
        "no line is repeated on most pages of a source",
        "페이지마다 반복되는 줄이 없습니다",
    ),
    "none skipped": ("nothing was skipped", "건너뛴 파일이 없습니다"),
    "seconds": ("{seconds} s", "{seconds}초"),
    "minutes": ("{minutes} min {seconds} s", "{minutes}분 {seconds}초"),
    "index label": ("index", "색인"),
    "posts label": ("posts", "글"),
    "undated label": ("without date", "날짜 없음"),
    "reposts label": ("reposts", "중복 글"),
    "segments label": ("segments", "세그먼트"),
    "sources label": ("sources", "원본"),
    "skipped label": ("skipped", "건너뜀"),
    "analysis label": ("analysis", "분석"),
    "source": (
        "{source}: {posts:,} post{posts:s} from {files:,} file{files:s}",
        "{source}: 글 {posts:,}편, 파일 {files:,}개",
    ),
    "no sources": ("no folder and no file was indexed", "색인한 폴더나 파일이 없습니다"),
    "forgotten": ("{source}: {count:,} post{count:s} deleted from the index", "{source}: 색인에서 글 {count:,}편 삭제"),
    # suggest
    "suggested posts": ("{count:,} post{count:s}", "글 {count:,}편"),
    "no suggestions": ("no suggestions", "추천 검색어가 없습니다"),
    # doctor
    "lost word": (
        "{word}: not found in {id} ({field}): {reason}",
        "{word}: {id}({field})에서 찾지 못했습니다: {reason}",
    ),
    "searched words": (
        "{words:,} word{words:s} of {posts:,} post{posts:s} searched: {lost:,} not found",
        "글 {posts:,}편의 낱말 {words:,}개를 검색했습니다. 찾지 못한 낱말: {lost:,}개",
    ),
    # watch
    "watching": ("watching; Ctrl-C ends this", "변경을 감시하고 있습니다. 끝내려면 Ctrl-C를 누르십시오"),
    "file added": ("added: {file}", "추가: {file}"),
    "file changed": ("changed: {file}", "변경: {file}"),
    "file removed": ("removed: {file}", "삭제: {file}"),
    "file skipped": ("skipped: {file}: {reason}", "건너뜀: {file}: {reason}"),
    "more files": ("and {count:,} more file{count:s}", "그 외 파일 {count:,}개"),
    # serve
    "serving": ("open {address} (Ctrl-C ends this)", "{address} 주소를 여십시오. 끝내려면 Ctrl-C를 누르십시오"),
    # analyze
    "run label": ("run", "토막"),
    "names label": ("names", "이름"),
    # explain, and what goes wrong
    "no document": ("no post has the id {id}", "id가 {id}인 글이 없습니다"),
    "no memory": ("there is not enough memory", "메모리가 부족합니다"),
    "stopped": ("stopped; what was committed is kept", "중단했습니다. 이미 저장된 글은 남아 있습니다"),
    # check, rebuild and backup
    "intact": (
        "{posts:,} post{posts:s} in {files:,} files: no damage.",
        "글 {posts:,}편, 파일 {files:,}개: 손상된 곳이 없습니다.",
    ),
    "strays": (
        "{count:,} file{count:s} of an interrupted commit; the next commit deletes them.",
        "저장하다 중단된 파일이 {count:,}개 있습니다. 다음에 저장할 때 삭제됩니다.",
    ),
    "remedy manifest": (
        "malmoi check --repair restores it from manifest.bak",
        "malmoi check --repair 명령으로 manifest.bak에서 복구하십시오",
    ),
    "remedy backup": (
        "the next commit or malmoi check --repair writes it again",
        "다음에 저장할 때 다시 만들어집니다. malmoi check --repair 명령으로도 만들 수 있습니다",
    ),
    "remedy segment": (
        "malmoi check --repair saves the posts that can be read, and lists the others",
        "malmoi check --repair 명령으로 읽을 수 있는 글을 살리고 나머지 글의 목록을 확인하십시오",
    ),
    "remedy deletions": (
        "malmoi check --repair detects which posts were deleted, and lists those that are uncertain",
        "malmoi check --repair 명령으로 삭제된 글을 가려내고 확실하지 않은 글의 목록을 확인하십시오",
    ),
    "remedy sources": (
        "malmoi check --repair creates it again; the next malmoi index then reads all files",
        "malmoi check --repair 명령으로 다시 만드십시오. 그다음 malmoi index는 모든 파일을 다시 읽습니다",
    ),
    "remedy unreadable": (
        "make it readable and check again: nobody knows whether it is damaged, and a repair would drop it",
        "읽을 수 있게 한 다음 다시 검사하십시오. 손상되었는지 아직 알 수 없으므로 복구하지 않습니다",
    ),
    "remedy all": (
        "delete the index and index the sources again",
        "색인을 삭제하고 원본을 다시 색인하십시오",
    ),
    "saved": ("{count:,} post{count:s} saved from damaged files.", "손상된 파일에서 글 {count:,}편을 복구했습니다."),
    "returned": ("{count:,} post{count:s} read again from the sources.", "글 {count:,}편을 원본에서 다시 읽었습니다."),
    "kept aside": (
        "{count:,} damaged file{count:s} kept in the folder of the index (*.damaged).",
        "손상된 파일 {count:,}개를 색인 폴더에 남겨 두었습니다 (*.damaged).",
    ),
    "lost": ("{count:,} post{count:s} lost:", "복구하지 못한 글 {count:,}편:"),
    "nameless": (
        "up to {count:,} more post{count:s} lost, with unreadable ids.",
        "id를 읽을 수 없어 복구하지 못한 글이 최대 {count:,}편 더 있습니다.",
    ),
    "doubtful": (
        "{count:,} restored post{count:s} may have been deleted before:",
        "이전에 삭제되었을 수 있는 글 {count:,}편을 복구했습니다:",
    ),
    "read again": (
        "read the sources again with: malmoi index {sources}",
        "다음 명령으로 원본을 다시 읽으십시오: malmoi index {sources}",
    ),
    "and others": ("and {count:,} more", "그 외 {count:,}편"),
    "went back": (
        "The index is that of the commit before, which is whole.",
        "손상이 없는 직전 커밋으로 되돌렸습니다.",
    ),
    "whole": ("Repaired; nothing was lost.", "모두 복구했습니다."),
    "rebuilt": ("{count:,} post{count:s} analysed again.", "글 {count:,}편을 다시 분석했습니다."),
    "backed up": (
        "{posts:,} post{posts:s} in {files:,} files copied, checksums verified: {folder}",
        "글 {posts:,}편, 파일 {files:,}개를 백업하고 체크섬을 확인했습니다: {folder}",
    ),
    "linked": (
        "{count:,} file{count:s} hard-linked, not copied: this does not protect against a broken disk.",
        "파일 {count:,}개는 복사하지 않고 하드 링크로 연결했습니다. 디스크 고장에는 대비할 수 없습니다.",
    ),
    # aliases
    "aliases used": ("Found in posts and used:", "글에서 찾아 사용 중인 별칭:"),
    "aliases asked": (
        "Found in posts and undecided (malmoi aliases accept N, malmoi aliases refuse N):",
        "글에서 찾았으나 사용하지 않는 별칭 (malmoi aliases accept 번호, malmoi aliases refuse 번호):",
    ),
    "alias posts": ("{count:,} post{count:s}, {post}", "글 {count:,}편, {post}"),
    "more aliases": ("and {count:,} more: --all", "그 외 {count:,}개: --all"),
    "aliases decided": (
        "{accepted:,} accepted, {refused:,} refused.",
        "승인 {accepted:,}개, 거부 {refused:,}개.",
    ),
    "no aliases": ("No pairs of names were found in the posts.", "글에서 찾은 별칭이 없습니다."),
    "alias accepted": ("accepted: {pair}", "승인: {pair}"),
    "alias refused": ("refused: {pair}", "거부: {pair}"),
    "alias added": ("added: {pair}", "추가: {pair}"),
    "aliases kept": ("written to {file}", "{file}에 저장했습니다"),
    "alias related": ("related: {names}", "관련어: {names}"),
    "alias unknown": ("no group has the name {name}", "이 이름이 있는 별칭 묶음이 없습니다: {name}"),
    # lexicon
    "list label": ("list", "목록"),
    "headwords label": ("headwords", "표제어"),
    "pairs label": ("pairs", "번역 쌍"),
    "origin label": ("origin", "출처"),
    "list imported": (
        "{name}: {headwords:,} headword{headwords:s}, {pairs:,} pair{pairs:s}, from {entries:,} entries.",
        "{name}: 항목 {entries:,}개에서 표제어 {headwords:,}개, 번역 쌍 {pairs:,}개를 가져왔습니다.",
    ),
    "list kept": ("written to {path}", "{path}에 저장했습니다"),
    "list removed": ("removed: {name}", "삭제: {name}"),
    "left out": ("left out:", "제외한 항목:"),
    "left out damaged": ("{count:,} that cannot be read ({example})", "읽을 수 없는 항목 {count:,}개 ({example})"),
    "left out headword": (
        "{count:,} whose headword is neither Korean nor English ({example})",
        "표제어가 한국어도 영어도 아닌 항목 {count:,}개 ({example})",
    ),
    "left out translation": (
        "{count:,} without a short translation ({example})",
        "짧은 번역이 없는 항목 {count:,}개 ({example})",
    ),
    "left out repeat": (
        "{count:,} pair{count:s} that repeat others ({example})",
        "중복된 번역 쌍 {count:,}개 ({example})",
    ),
    "left out more": (
        "{count:,} pair{count:s} after the first four of a word ({example})",
        "한 표제어의 다섯 번째 이후 번역 {count:,}개 ({example})",
    ),
    "no translation": ("no list has {word}", "이 낱말이 있는 목록이 없습니다: {word}"),
    # demo
    "demo begins": (
        "A small invented archive: a bilingual blog, community pages, a shelf of news.",
        "지어낸 예제 자료입니다. 한국어와 영어로 쓴 블로그, 이주민 공동체 페이지, 신문 기사가 들어 있습니다.",
    ),
    "demo aliases": ("A group under each of its names", "한 단체를 여러 이름으로 검색"),
    "demo translated": ("A word and its translations", "번역어까지 검색"),
    "demo north": ("A newspaper in southern and northern spelling", "남한 표기로 북한 표기까지 검색"),
    "demo names": ("A name in Hangul and in any romanisation", "한글 이름으로 로마자 표기까지 검색"),
    "demo hanja": ("A word that titles have in Hanja", "한글로 한자 표기까지 검색"),
    "demo dates": ("A weekday, as (土) and as Saturday", "토요일로 (土)와 Saturday까지 검색"),
    "demo compound": ("A compound that texts write with a space", "붙여 쓴 검색어로 띄어 쓴 글까지 검색"),
    "demo phrase": ("An exact phrase, in any spacing", "따옴표로 구절 검색 (띄어쓰기는 무시)"),
    "demo filters": ("Two words, an excluded word, and a date", "두 낱말에서 한 낱말을 제외하고 기간을 지정"),
    "demo ends": ("Now your own posts:", "이제 내 글로 해 보십시오:"),
    "demo serves": ("open these samples on a search page", "예제를 검색 페이지에서 열기"),
    "demo explains": ("explain the score of a post", "글의 점수 설명"),
    "demo finds": ("search the index", "검색"),
    "demo indexes": ("index a folder; repeat after new posts", "폴더 색인 (새 글이 생기면 다시 실행)"),
    "demo keeps": ("the index of the samples is kept in {folder}", "예제 색인은 {folder}에 남아 있습니다"),
}
"""Key -> English and Korean text, with the same placeholders. ``{count:s}`` is the plural ending."""

ERRORS = {
    "IndexMissingError": "{path}에 색인이 없습니다. malmoi index 폴더 --index {path} 명령으로 만드십시오",
    "AliasError": "{number}번 별칭은 승인하거나 거부할 수 없습니다. malmoi aliases --all 명령으로 번호를 확인하십시오",
    "ForeignFolderError": "{path} 폴더는 비어 있지도 않고 색인도 아닙니다. 새 폴더나 빈 폴더를 지정하십시오",
    "LockedError": "다른 프로세스가 {path} 색인을 쓰고 있습니다 ({holder}). 끝날 때까지 기다리거나 중단하십시오",
    "FormatError": "{path} 색인의 형식 버전이 다릅니다 (색인 {found}, 현재 {expected}). 삭제하고 다시 색인하십시오",
    "DamagedIndexError": "색인 파일이 손상되었습니다: {path}: {problem}. malmoi check 명령으로 확인하십시오",
    "QueryTimeout": "검색이 {deadline_ms}ms 안에 끝나지 않았습니다. 검색어를 줄이거나 limits.deadline_ms를 늘리십시오",
    "MissingExtraError": '{feature}에 필요한 패키지가 설치되어 있지 않습니다. 설치: pip install "malmoi[{extra}]"',
}
"""Korean messages of errors, by class; placeholders are attributes of the error. Other errors are shown in English."""


class _Number(int):
    """An integer that formats as the English plural ending with the format ``s``."""

    def __format__(self, spec: str) -> str:
        return ("" if self == 1 else "s") if spec == "s" else super().__format__(spec)


def language(environ: Mapping[str, str] | None = None) -> str:
    """The language of messages, ``ko`` or ``en``, by MALMOI_LANG or the locale."""
    environ = os.environ if environ is None else environ
    names = ("MALMOI_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((environ[name] for name in names if environ.get(name)), "")
    return KOREAN if chosen.lower().startswith(KOREAN) else ENGLISH


def say(key: str, **values: object) -> str:
    """A message in the user's language."""
    template = MESSAGES[key][language() == KOREAN]
    return template.format_map({name: _Number(v) if isinstance(v, int) else v for name, v in values.items()})


def say_error(error: MalmoiError) -> str:
    """The message of an error, in the user's language if ERRORS has it, otherwise in English."""
    template = ERRORS.get(type(error).__name__)
    if template and language() == KOREAN:
        return template.format_map({name: getattr(error, name) for name in vars(error)})
    return str(error)
