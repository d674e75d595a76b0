"""Texts that are in another encoding than they, or their bytes, say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.text.encoding import decode, decode_quickly, looks_binary
from malmoi.indexer.text.mojibake import repaired

POST = (
    "어제는 친구들과 바다에 가서 저녁까지 천천히 걸었다. 바람이 세고 추웠지만 무척 즐거운 하루였다.\n"
    "The meeting of the union is at 서울역 on Monday. 大韓民國은 民主共和國이다.\n"
)
SHORT = ("이주노조", "봄 여행", "김철수", "[공지] 3월 모임 안내", "Re: 회의록")
WESTERN = (
    "Café à Genève: « déjà vu », naïve façade, où êtes-vous ? Ça va très bien, merci beaucoup pour le garçon.",
    "Die Straße über den Fluß führt nach München; größere Häuser, schöne Gärten, süße Früchte, Öl und Übermut.",
    "El niño comió piñas; ¿dónde está mañana? ¡Qué alegría! Camión, corazón, pingüino, año, señor.",
    "INFORMAÇÃO E EDUCAÇÃO",
    "Hyvää päivää, tämä on pöytä. Ääni, yö, työ.",
    "20°C ±½ ©2007",
    "Þórður Ægisson ætlar að fara út á sjó; við erum öll hér.",
)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "us-ascii", "gb2312", "latin1", "big5", "shift_jis"])
@pytest.mark.parametrize("text", [POST, POST * 400])
def test_korean_under_another_label(label: str, text: str) -> None:
    """cp949 is read as Korean whatever it says to be, a whole text and one that is cut inside a syllable."""
    data = text.encode("cp949")
    assert decode(data, label) == text
    assert decode(data[:-1] + b"\xff\n", label) == text[:-1] + "\ufffd\n"


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "us-ascii"])
@pytest.mark.parametrize("text", SHORT)
def test_a_few_words_of_korean_under_another_label(label: str, text: str) -> None:
    """A title of few syllables is read as Korean, where its bytes come in pairs as those of no word in Latin letters."""
    assert decode_quickly(text.encode("cp949"), label) == text


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("text", WESTERN)
def test_western_stays_western(label: str, text: str) -> None:
    """Accents, signs and capitals of other languages are no Korean."""
    assert decode_quickly(text.encode("cp1252"), label) == text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("昨天我和朋友们一起去海边散步，一直走到傍晚才回家。虽然风很大，天气也有点冷，但是大家都非常开心。", "gb2312"),
        (
            "昨日は友だちと海へ行って、夕方までゆっくり歩いた。風が強くて寒かったけれど、とても楽しい一日だった。",
            "shift_jis",
        ),
        ("张伟", "gb2312"),
        ("会议通知", "gb2312"),
        ("Съешь же ещё этих мягких французских булок, да выпей чаю", "koi8-r"),
        ("Съешь же ещё этих мягких французских булок, да выпей чаю", "windows-1251"),
    ],
)
def test_others_stay_what_they_declare(text: str, label: str) -> None:
    """A declaration that fits its text is believed."""
    assert decode_quickly(text.encode(label), label) == text


@pytest.mark.parametrize("label", ["euc-kr", "cp949", "ks_c_5601-1987", "gb2312", "iso-8859-1", "us-ascii"])
@pytest.mark.parametrize("text", [POST, *SHORT, "가", "이주"])
def test_utf_8_under_another_label(label: str, text: str) -> None:
    """Bytes that are UTF-8 are UTF-8 whatever is declared."""
    assert decode_quickly(text.encode(), label) == text


def test_bytes_that_are_also_utf_8() -> None:
    """A word of cp949 whose bytes would be letters of other scripts in UTF-8 is read as declared."""
    data = "책캠".encode("cp949")
    assert decode_quickly(data, "euc-kr") == "책캠"


def test_a_text_that_declares_korean_and_is_chinese() -> None:
    """A wrong declaration of Korean gives way to the letters that are common in Chinese and Japanese."""
    text = "昨天我和朋友们一起去海边散步，一直走到傍晚才回家。虽然风很大，天气也有点冷，但是大家都非常开心。"
    assert decode_quickly(text.encode("gb18030"), "euc-kr") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [POST, "<p>이주노조</p>", "plain English text\n"])
def test_utf_16_without_mark(encoding: str, text: str) -> None:
    """UTF-16 is known by its zero bytes."""
    data = text.encode(encoding)
    assert not looks_binary(data)
    assert decode(data, "utf-8") == text


def test_a_mark_that_lies() -> None:
    """A mark of UTF-8 before cp949, or twice, does not count."""
    assert decode(b"\xef\xbb\xbf" + POST.encode("cp949")) == POST
    assert decode(b"\xef\xbb\xbf" * 2 + POST.encode()) == POST
    assert decode(b"\xef\xbb\xbf" * 5000 + POST.encode("cp949")) == POST


@pytest.mark.parametrize(
    "text", [POST, "이주노조는 일요일에 모인다", "donâ€™t".encode("cp1252").decode() + " “quoted”"]
)
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_utf_8_encoded_twice(text: str, wrong: str) -> None:
    """UTF-8 that a program took for Latin letters, and encoded again, is decoded again."""
    twice = text.encode().decode("latin-1") if wrong == "latin-1" else _as_windows(text.encode())
    assert decode(twice.encode()) == text


def test_cp949_taken_for_latin_and_for_utf_8() -> None:
    """Korean that became accented letters is read, and so is UTF-8 that became improbable Hangul without a loss."""
    assert decode(POST.encode("cp949").decode("latin-1").encode()) == POST
    text = "가나다라마바사아자차카타파하" * 8
    taken = _lossless(text)
    assert decode(taken.encode("utf-8").decode("cp949", "replace").encode()) is not None
    assert repaired(taken.encode().decode("cp949")) == taken


@pytest.mark.parametrize("text", [*WESTERN, "café Ã©", "“안녕” ì•ˆë…•", "naïve", POST, "ÀÉÈÌÒÓÙÚ", "Ã", "50 €"])
def test_what_is_right_is_not_repaired(text: str) -> None:
    """Accents, and texts that quote a few wrongly decoded letters, stay as they are."""
    assert repaired(text) == text


@given(st.text(alphabet="가힣 a.éÀÌÁ³ëÃ©â€™\x80漢Ж", max_size=60))
def test_repairing_ends(text: str) -> None:
    """Any text stays a text that can be stored."""
    repaired(text).encode()


def _as_windows(data: bytes) -> str:
    """Bytes as Windows reads them: the five that cp1252 leaves out are control characters."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte) for byte in data
    )


def _lossless(text: str) -> str:
    """The syllables of ``text`` in pairs whose UTF-8 is also cp949."""
    pairs = [a + b for a in set(text) for b in set(text)]
    kept = [pair for pair in sorted(pairs) if _is_cp949(pair.encode())]
    return "".join(kept * 3) + "!"


def _is_cp949(data: bytes) -> bool:
    try:
        data.decode("cp949")
    except UnicodeDecodeError:
        return False
    return True
