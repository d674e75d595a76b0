"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.indexer.encoding import decode, looks_binary

TEXT = "이주노조는 同志들과 함께 일요일에 모인다. We meet on Sunday.\n" * 3


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
