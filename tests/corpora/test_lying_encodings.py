"""Files of every kind that are cp949 under another label."""

from __future__ import annotations

import base64
from quopri import encodestring

import pytest

from .reader_outputs import posts

TEXT = "이주노조는 일요일 오후에 서울역 앞에서 모인다. 비가 오면 다음 주로 미룬다."
LABELS = ["iso-8859-1", "windows-1252", "us-ascii", "gb2312"]


@pytest.mark.parametrize("label", LABELS)
def test_page(label: str) -> None:
    """A page whose template declares another encoding."""
    page = f"<html><head><meta charset={label}><title>모임 안내</title></head><body><p>{TEXT}</p></body></html>"
    (found,) = posts("a.html", page.encode("cp949"))
    assert (found.title, found.body) == ("모임 안내", TEXT)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("root", ["rss", "feed"])
def test_feed(label: str, root: str) -> None:
    """A feed, small and of many chunks of which most are ASCII."""
    for padding in ("", "x" * 200_000):
        if root == "rss":
            item = f"<item><guid>1</guid><title>모임 안내</title><description>{TEXT}</description></item>"
            feed = f"<rss><channel><description>{padding}</description>{item}{padding}{item}</channel></rss>"
        else:
            item = f"<entry><id>1</id><title>모임 안내</title><summary>{TEXT}</summary></entry>"
            feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><x>{padding}</x>{item}{padding}{item}</feed>"
        found = posts("a.xml", f"<?xml version='1.0' encoding='{label}'?>{feed}".encode("cp949"))
        assert [(one.title, one.body) for one in found] == [("모임 안내", TEXT)] * 2


def test_feed_in_utf_16_without_mark() -> None:
    """A feed whose bytes come in pairs is known without a mark."""
    item = f"<item><guid>1</guid><title>모임</title><description>{TEXT}</description></item>"
    feed = f"<?xml version='1.0' encoding='utf-16'?><rss><channel>{item}</channel></rss>"
    (found,) = posts("a.xml", feed.encode("utf-16-le"))
    assert (found.title, found.body) == ("모임", TEXT)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("transfer", ["8bit", "base64", "quoted-printable"])
def test_mail(label: str, transfer: str) -> None:
    """A message, its subject and the name of its author."""
    body = TEXT.encode("cp949")
    if transfer == "base64":
        body = base64.encodebytes(body)
    if transfer == "quoted-printable":
        body = encodestring(body)
    word = f"=?{label}?B?{base64.b64encode('모임 안내와 회의록'.encode('cp949')).decode()}?="
    head = f"Subject: {word}\nFrom: {word} <a@example.org>\nContent-Type: text/plain; charset={label}\n"
    head += f"Content-Transfer-Encoding: {transfer}\n\n"
    (found,) = posts("a.eml", head.encode() + body)
    assert (found.title, found.author, found.body) == ("모임 안내와 회의록", "모임 안내와 회의록", TEXT)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl"])
def test_encoded_twice(name: str) -> None:
    """UTF-8 that was taken for Latin letters and encoded again."""
    wrap = {"a.csv": "내용\n{}\n", "a.jsonl": '{{"id": 1, "body": "{}"}}', "a.html": "<p>{}</p>", "a.txt": "{}"}[name]
    twice = wrap.format(TEXT).encode().decode("latin-1").encode()
    assert [one.body for one in posts(name, twice)] == [TEXT]
