"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.text.common_letters import COMMON
from malmoi.indexer.text.encoding import decode, decode_quickly, looks_binary
from malmoi.tests.examples import examples

TEXT = "이주노조는 同志들과 함께 일요일에 모인다. We meet on Sunday.\n" * 3

_JAPANESE = (
    "昨日は友だちと海へ行って、夕方までゆっくり歩いた。風が強くて寒かったけれど、とても楽しい一日だった。",
    "労働組合の集会は土曜日の午後に開かれる予定です。駅前の新しいパン屋で朝ごはんを買いました。",
    "サーバーのメンテナンスを実施いたします。ご迷惑をおかけいたしますが、ご理解のほどお願い申し上げます。",
)
UNDECLARED = {
    "cp932": _JAPANESE,
    "euc_jp": _JAPANESE,
    "gb18030": (
        "昨天我和朋友们一起去海边散步，一直走到傍晚才回家。虽然风很大，天气也有点冷，但是大家都非常开心。",
        "工会的集会将在星期六下午举行。车站前面新开了一家面包店，我在那里买了早饭。",
        "各街道办事处：为进一步加强城市管理，提高服务水平，现将有关事项通知如下，请认真执行。",
    ),
    "big5": (
        "昨天我和朋友們一起去海邊散步，一直走到傍晚才回家。雖然風很大，天氣也有點冷，但是大家都非常開心。",
        "工會的集會將在星期六下午舉行。車站前面新開了一家麵包店，我在那裡買了早飯。",
        "臺北市政府勞動局公告：依據勞動基準法第三十條規定，雇主應置備勞工出勤紀錄，並保存五年。",
    ),
}
KOREAN = (
    "어제는 친구들과 바다에 가서 저녁까지 천천히 걸었다. 바람이 세고 추웠지만 무척 즐거운 하루였다.",
    "김철수 박영희 최민호 장미란 곽재우 홍길동 남궁옥분 황보혜정 독고탁 선우휘",
    "大韓民國은 民主共和國이다. 主權은 國民에게 있고, 모든 權力은 國民으로부터 나온다. 勞動組合 委員長 同志",
    "春望 國破山河在 城春草木深 感時花 恨別鳥驚心 烽火連三月 家書抵萬金",
    "ㅋㅋㅋㅋㅋㅋ ㅎㅎㅎ ㅠㅠㅠ ㅇㅇ ㄴㄴ ㄱㄱ ㅇㅋ ㄷㄷㄷ ㅈㅅ ㄳ ㅊㅋㅊㅋ ㅜㅜ ㅡㅡ ㅗㅗ ㅏㅏ ㄲㄲ",
    "┌────┬────┐\n│성명│전화│\n├────┼────┤\n└────┴────┘ ※ ★ ○ ● ◎ → ①②③ ㎏ ㎡",
    "똠방각하 펲시콜라 쀍뜳뙑 갉갊갋 뷁 햏햏 쓩쓩 뿅 꿰뚫 휑뎅 읊조렸 퀭 짓찧 뾰족뾰족 훑었 굵직굵직 삐뚤빼뚤",
    "컴퓨터 프로그램 인터넷 네트워크 메모리 키보드 마우스 모니터 프린터 스캐너 커널 컴파일러 디버거",
    "서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주",
    "┌────┬────┐ 삐뚤빼뚤 삐뚤빼뚤 즐거운 ㅇㅇ 쀍뜳뙑 충북 선릉역 충남 짓찧 민법",
    "강남역 역삼역 선릉역 삼성역 잠실역 신촌역 시청역 을지로입구역 충정로역 청량리역 혼잡 법 헌법 민법 빈집 몸살 벌집",
    "일본어 인사말: こんにちは (안녕하세요), ありがとうございます (감사합니다), さようなら (안녕히 가세요).",
    "The meeting of the union is at 서울역 on Monday, the next one at 부산역; bring your own 도시락.",
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp949", "euc-kr"])
def test_korean(encoding: str) -> None:
    """Korean text is read in the encodings that Korean text is in, undeclared."""
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_damage(encoding: str) -> None:
    """A file cut inside a character, or with a stray byte, is still read in its encoding."""
    assert decode(TEXT.encode(encoding)[:-1] + b"\xff\n") == TEXT[:-1] + "\ufffd\n"


def test_declared() -> None:
    """A declaration is believed where the bytes allow it; UTF-8 that claims to be latin-1 is UTF-8."""
    assert decode("日本".encode("shift_jis"), "Shift_JIS") == "日本"
    assert decode("café".encode("latin-1"), "iso-8859-1") == "café"
    assert decode(TEXT.encode(), "iso-8859-1") == TEXT


def test_other_languages() -> None:
    """What is neither UTF-8 nor Korean is told from its bytes."""
    russian = "Съешь же ещё этих мягких французских булок, да выпей чаю. Мы встречаемся в воскресенье. " * 4
    assert decode(russian.encode("cp1251")) == russian


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "gb18030", "big5"])
def test_undeclared_japanese_and_chinese(encoding: str) -> None:
    """Japanese and Chinese are told from Korean by their common letters, whole and damaged."""
    for text in UNDECLARED[encoding]:
        assert decode(text.encode(encoding)) == text
        assert decode(text.encode(encoding)[:-1] + b"\n") == text[:-1] + "\ufffd\n"


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "gb18030", "big5"])
def test_a_short_text_is_korean(encoding: str) -> None:
    """A few words without a declaration are no evidence: they are read as cp949 where that is possible."""
    data = UNDECLARED[encoding][0][:8].encode(encoding)
    assert decode_quickly(data) in (data.decode("cp949", "replace"), None)


@pytest.mark.parametrize("text", KOREAN)
def test_korean_stays_korean(text: str) -> None:
    """Whatever Korean pages have, names, Hanja, jamo of chats, frames, rare syllables: none is taken for another."""
    assert decode(text.encode("cp949")) == text


@examples(60)
@given(st.lists(st.sampled_from("\n".join(KOREAN).split()), min_size=1, max_size=80))
def test_korean_words_in_any_order_stay_korean(words: list[str]) -> None:
    """However the words of Korean pages are put together, they are read as Korean."""
    text = " ".join(words)
    assert decode(text.encode("cp949")) == text


def test_the_common_letters_of_two_languages_are_never_the_same_bytes() -> None:
    """What is common in one encoding is rare in cp949, so that no text looks like both."""
    for encoding, letters in COMMON.items():
        if encoding != "cp949":
            read = {letter.encode(encoding).decode("cp949", "replace") for letter in letters}
            assert read.isdisjoint(
                {
                    *COMMON["cp949"],
                    *"법역벌몸빈혼청숨줄악샀ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㄳㅏㅐㅑㅓㅔㅕㅗㅛㅜㅠㅡㅣ",
                }
            )


def test_binary() -> None:
    """A NUL makes a file binary, except in UTF-16 and UTF-32."""
    assert looks_binary(b"GIF89a\0\1")
    assert not looks_binary("글".encode("utf-16"))
    assert not looks_binary("글".encode())


@given(st.binary(max_size=200), st.text(max_size=20))
def test_any_bytes(data: bytes, declared: str) -> None:
    """Any bytes under any label give text that can be stored, or none."""
    text = decode(data, declared)
    assert text is None or text.encode() is not None


def test_seven_bit_korean() -> None:
    """Text in ISO-2022-KR is read as Korean although all its bytes are ASCII; ASCII text with an escape is not."""
    assert decode("이주노동자 노동조합 MTU".encode("iso2022_kr")) == "이주노동자 노동조합 MTU"
    assert decode(b"\x1b[1mbold\x1b[0m") == "\x1b[1mbold\x1b[0m"
