"""Makes query/bridges/north_initials.txt, beginnings of Sino-Korean words in the North, from hanja.txt of libhangul.

    python scripts/north.py /usr/share/libhangul/hanja/hanja.txt

They are the first two syllables of words whose first Hanja is read with ㄹ or ㄴ that the South changes (로동, 녀성),
and the pairs in which it changes 률 and 렬 after a vowel or ㄴ (비률).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from malmoi.indexer.keys.initial_law import law, softened
from malmoi.scripts.hanja import Words, original, read

TARGET = Path(__file__).resolve().parent.parent / "query" / "bridges" / "north_initials.txt"
OTHERS = frozenset(
    """
    녀고 녀의 년간 년기 년내 년단 년대 년도 년동 년만 년말 년보 년부 년분 년사 년산 년상 년생 년시 년월 년이 년장
    년제 년중 년차 년초 년한 녕하 니고 니로 니사 니암 니은 니인 니일 니장 니제 니토 니화 닉사 대률 라기 라니 라단
    라도 라두 라리 라마 라만 라말 라면 라모 라반 라발 라부 라빈 라사 라산 라성 라세 라식 라신 라와 라우 라운 라유
    라의 라인 라자 라절 라지 라직 라진 라차 라타 라팔 라포 라한 락의 락지 란도 란란 란사 란산 란자 란지 란차 란포
    란항 람지 람포 랑군 랑기 랑랑 랑림 랑선 랑질 래서 래시 래우 래현 랭건 랭리 랭지 량을 량의 량칭 량허 량현 려가
    려도 려서 려야 려운 력적 령의 령이 령후 례가 례법 례산 례의 로가 로간 로거 로건 로고 로관 로교 로구 로기 로노
    로니 로단 로도 로돈 로란 로랑 로로 로리 로마 로만 로망 로면 로모 로민 로발 로번 로보 로부 로비 로사 로산 로서
    로섬 로세 로수 로시 로신 로안 로암 로야 로양 로어 로와 로요 로우 로운 로웅 로위 로이 로익 로일 로자 로잔 로잣
    로저 로제 로지 로직 로진 로체 로치 로친 로탄 로토 로포 로하 로한 로호 록평 론고 론과 론현 롱제 롱주 뢰비 뢰어
    뢰우 료오 료우 료의 료인 룡방 루거 루고 루기 루난 루도 루란 루로 루루 루만 루보 루비 루산 루성 루세 루소 루시
    루실 루안 루암 루언 루질 루창 루천 루초 루치 루타 루한 류강 류경 류균 류근 류단 류담 류도 류림 류미 류민 류빈
    류송 류순 류시 류신 류연 류열 류오 류우 류운 류위 류음 류이 류인 류일 류자 류정 류조 류지 류진 류찬 류청 류타
    류태 류향 류혁 류현 류홍 률과 률의 리가 리강 리거 리건 리계 리고 리공 리관 리구 리내 리노 리덕 리도 리등 리로
    리리 리마 리만 리모 리무 리문 리미 리민 리박 리반 리백 리번 리보 리복 리본 리부 리비 리빙 리사 리색 리서 리설
    리세 리소 리습 리시 리신 리씨 리안 리암 리야 리양 리어 리언 리엄 리여 리영 리옥 리옹 리완 리요 리우 리운 리원
    리월 리위 리은 리음 리응 리의 리이 리인 리임 리자 리작 리저 리제 리조 리족 리졸 리주 리준 리중 리지 리진 리차
    리찬 리채 리처 리천 리철 리청 리체 리초 리치 리칭 리타 리탄 리태 리토 리투 리파 리페 리포 리피 리필 리하 리한
    리허 리현 리호 리환 리후 린단 린리 린린 린시 린아 린안 린지 린청 린탄
    """.split()
)
"""What begins other words in the South too: loanwords and names (라면, 리본, 로마), a year after its number (년대),
particles."""
HEADER = """\
# Beginnings of Sino-Korean words as the North writes them: a syllable, and those that follow it.
# Made by scripts/north.py; do not edit. Made from hanja.txt of libhangul, of which this is the notice:
#
"""


def beginnings(characters: dict[str, set[str]], words: Words) -> Iterator[str]:
    """Two syllables at a time, where the North writes another than the South."""
    for hanja, readings in words.items():
        for reading in readings:
            spoken = [_original(characters.get(c, set()), s) for c, s in zip(hanja, reading, strict=True)]
            if law(spoken[0]) != spoken[0]:
                yield spoken[0] + (spoken[1] if spoken[1] in "률렬" else reading[1])
            for before, syllable in zip(reading, spoken[1:], strict=False):
                if softened(before, syllable) != syllable:
                    yield before + syllable


def _original(readings: set[str], written: str) -> str:
    return next((one for one in original(readings) if law(one) == law(written)), written)


def main() -> None:
    characters, words, notice = read(Path(sys.argv[1]))
    following = defaultdict(list)
    for pair in sorted(set(beginnings(characters, words)) - OTHERS):
        following[pair[0]].append(pair[1])
    lines = [f"{first}\t{''.join(seconds)}" for first, seconds in following.items()]
    TARGET.write_text(HEADER + notice + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{sum(map(len, following.values())):,} beginnings")


if __name__ == "__main__":
    main()
