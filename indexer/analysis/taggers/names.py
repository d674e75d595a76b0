"""Names that every tagger keeps whole: those of our aliases that MeCab cuts in the wrong place.

Same format as ``docs/user-words.md``; a user word overrides an entry here. A change here changes the fingerprint of
every index. The owner's aliases are not included, because they can change without indexing again.
"""

from __future__ import annotations

from .tagger import UserWord

_NAMES = """
이주+노조 이주+지부 이주+노동자 이주+노동자+노동조합 결혼+이주+여성 결혼+이민자 미등록 미등록+이주+노동자 미등록+이주민
다문화 다문화+가족 다문화+가정 노숙인 불법+체류자 외국인+보호소 산업+연수제 산업+재해 근로자의날 노란+봉투법
전노협 전대협 전장연 외노협 민청학련 사로청 조평통 조그련 민주+평통 진실+화해+위 여순+사건 여순+항쟁 세월호 세월호+참사
국민의힘 국민의당 국민+회의 새누리당 열린+우리당 자유+한국당 창조+한국당 바른+미래당 더불어+민주당 조선+로동당
최고+인민+회의 인권+이사회 여가부 식약처 세종시 경상남도 한경협 대한+상의 대한+적십자사 국제+이주+기구 헌법+재판소
행정+안전부 국토+해양부 교육+과학+기술부 교육+인적+자원부 보건+복지+가족부 코레일 코이카 코트라 와이티엔 에이에프피
매일+경제 매일+노동+뉴스 민중의소리 참세상 시사인 부르죠아 프로레타리아
"""


def _word(written: str) -> UserWord:
    parts = tuple(written.split("+"))
    return UserWord("".join(parts), "NNP", parts if len(parts) > 1 else ())


NAMES = tuple(map(_word, _NAMES.split()))
"""Each with the words it is made of."""
