"""Mail: messages and mailboxes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from io import BytesIO
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.formats.mail import MailboxReader, MessageReader
from malmoi.corpora.formats.mail_text import decoded, unflowed
from malmoi.corpora.reading.file import File
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped
from malmoi.tests.examples import examples

FROM = b"From hana@example.org  Thu Dec 13 21:05:00 2007\n"


def message(data: bytes | str, limit: int = 1 << 20) -> Document:
    content = data if isinstance(data, bytes) else data.encode()
    document = next(MessageReader().read(File("편지.eml", (len(content), 0), lambda: BytesIO(content), limit)))
    assert isinstance(document, Document)
    return document


def mailbox(data: bytes, limit: int = 1 << 20) -> list[Document | Skipped]:
    return list(MailboxReader().read(File("소식.mbox", (len(data), 0), lambda: BytesIO(data), limit)))


def refusal(data: bytes | str, limit: int = 1 << 20) -> str:
    with pytest.raises(SourceError) as caught:
        message(data, limit)
    return caught.value.reason


def test_a_message() -> None:
    """A message has its subject, its date, who sent it, and its text with what it quotes."""
    text = "From: =?utf-8?B?7J207ZWY64KY?= <hana@example.org>\nDate: Thu, 13 Dec 2007 21:05:00 +0900 (KST)\n"
    text += "Subject: Re: 마당\n\n> 언제 모이나요?\n일요일에.\n"
    assert message(text) == Document(
        id="편지.eml",
        title="Re: 마당",
        body="> 언제 모이나요?\n일요일에.",
        date="2007-12-13T21:05:00+09:00",
        author="이하나",
    )


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Sat, 08 Dec 2007 16:00:00 -0000", "2007-12-08T16:00:00+00:00"),
        ("Sat, 08 Dec 2007 08:00:00 PST", "2007-12-08T08:00:00-08:00"),
        ("Sat, 08 Dec 2007 16:00:00", "2007-12-08T16:00:00"),
    ],
)
def test_the_zone_of_a_message(written: str, date: str) -> None:
    """-0000 is the time in Greenwich too; it only says that the writer's own zone is not known."""
    assert message(f"Date: {written}\n\n소식").date == date


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("=?euc-kr?B?" + b64encode("똠방각하 소식".encode("cp949")).decode() + "?=", "똠방각하 소식"),
        ("=?ks_c_5601-1987?Q?" + encodestring("마당".encode("cp949"), header=True).decode() + "?=", "마당"),
        ("=?ISO-2022-KR?B?" + b64encode("마당".encode("iso2022_kr")).decode() + "?=", "마당"),
        ("Re: =?utf-8?q?=EB=A7=88?= =?utf-8?q?=EB=8B=B9?= today", "Re: 마당 today"),
        ("=?utf-8?B?66c?= =?utf-8?B?iOuLuQ?=", "마당"),  # cut inside a syllable
        ("=?utf-8*ko?Q?=EB=A7=88=EB=8B=B9_1?=", "마당 1"),
        ("=?x-none?Q?a?= =?utf-8?B?!!!?= =?broken", "a =?broken"),
        ("마당".encode("cp949").decode("ascii", "surrogateescape"), "마당"),
        ("마당".encode().decode("ascii", "surrogateescape"), "마당"),
    ],
)
def test_headers(header: str, text: str) -> None:
    """A header is read in the encoding it names, as cp949 by any of its names, and as it stands where it names none."""
    assert decoded(header) == text


@pytest.mark.parametrize(
    ("header", "author"),
    [
        ("이하나 <hana@example.org>".encode("cp949"), "이하나"),
        (b'"=?euc-kr?B?sKE=?=" <hana@example.org>', "가"),
        (b"hana at example.org (Hana)", "Hana"),
        (b"hana@example.org", "hana@example.org"),
        (b"<>", None),
    ],
)
def test_authors(header: bytes, author: str | None) -> None:
    """The author is a name where there is one, otherwise an address."""
    assert message(b"From: " + header + b"\n\ntext").author == author


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("euc-kr", "cp949"),
        ("ks_c_5601-1987", "cp949"),
        ("us-ascii", "cp949"),
        ("us-ascii", "utf-8"),
        ("iso-2022-kr", "iso2022_kr"),
        ("utf-8", "utf-8"),
        ("x-nothing", "utf-8"),
    ],
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_encodings(charset: str, codec: str, encoding: str) -> None:
    """A text is decoded as it was sent; programs that declare ASCII send what they like."""
    data = "마당을 쓸었다. = 끝".encode(codec)
    encoders: dict[str, Callable[[bytes], bytes]] = {"base64": b64encode, "quoted-printable": encodestring}
    data = encoders.get(encoding, bytes)(data)
    head = f"Subject: a\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert message(head.encode() + data).body == "마당을 쓸었다. = 끝"


def test_parts() -> None:
    """Plain text goes before the same as a page; every part of a letter is read, and nothing that is attached to it."""
    letter = EmailMessage()
    letter["Subject"] = "모임"
    letter.set_content("글만 있는 편지")
    letter.add_alternative("<p>꾸민 편지</p>", subtype="html")
    letter.add_attachment("붙인 글", filename="붙임.txt")
    inner = EmailMessage()
    inner.set_content("넘겨준 편지")
    letter.add_attachment(inner)
    assert message(letter.as_bytes()).body == "글만 있는 편지"

    page = "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/html; charset=utf-8\n\n"
    page += "<title>제목</title><p>꾸민</p><p>편지</p>\n--a\n\n발행인\n--a--\n"
    assert message(page).body == "제목\n\n꾸민\n\n편지\n\n발행인"

    blank = (
        "Content-Type: multipart/alternative; boundary=a\n\n--a\n\n \n--a\nContent-Type: text/html\n\n<p>편지\n--a--"
    )
    assert message(blank).body == "편지"


def test_flowed_text() -> None:
    """Lines that were broken to be sent are whole again; quotations, signatures and meant breaks stay."""
    assert (
        unflowed("마당을 \n쓸었다.\n끝\n>> a \n>> b \n> c \n-- \n이\n 들여")
        == "마당을 쓸었다.\n끝\n>> a b \n> c \n-- \n이\n들여"
    )
    assert unflowed("마 \n당", cut=True) == "마당"
    head = 'Subject: a\nContent-Type: text/plain; format="flowed"; charset=utf-8\n\n'
    assert message(head + "마당을 \r\n쓸었다.\r\n끝\r\n").body == "마당을 쓸었다.\n끝"


def test_a_mailbox() -> None:
    """Messages are found by the lines above them; lines that look so inside a text are text."""
    data = (
        FROM
        + "Subject: 하나\nMessage-ID: <1@x>\n\n>From 여기부터\nFrom here 21:05 2007\n\nFrom now on\n>>From\n\n".encode()
    )
    data += b"From - Thu Dec 13 21:05:00 +0000 2007\r\nSubject: b\r\n\r\ntext\r\n"
    assert mailbox(data) == [
        Document(id="소식.mbox#1@x", title="하나", body="From 여기부터\nFrom here 21:05 2007\n\nFrom now on\n>>From"),
        Document(id="소식.mbox#2", title="b", body="text"),
    ]


def test_a_line_of_dates(within: Callable[..., None]) -> None:
    """A line that begins as a message does, and never ends, takes no time."""

    def refused() -> None:
        with pytest.raises(SourceError, match="is no mbox"):
            mailbox(b"From " + b"00:00 " * 150_000)

    within(1, refused)


def test_ids_of_a_mailbox() -> None:
    """A Message-ID stays whatever comes before it; without one of its own a message has its number."""
    letters = [b"Message-ID: <1@x>", b"Message-ID:\n <2@x>", b"Message-ID: <1@x>", b"X: y"]
    data = b"\n".join(FROM + b"Subject: a\n" + letter + b"\n\ntext\n" for letter in letters)
    assert [found.id for found in mailbox(data) if isinstance(found, Document)] == [
        "소식.mbox#1@x",
        "소식.mbox#2@x",
        "소식.mbox#3",
        "소식.mbox#4",
    ]


def test_messages_that_cannot_be_read() -> None:
    """A message that is too large or holds nothing is named with its number, and the others are read."""
    good = FROM + b"Subject: a\n\ntext\n\n"
    data = good + FROM + b"Subject: b\n\n" + b"text\n" * 1000 + b"\n" + FROM + b"X: y\n\n\n" + FROM + b"\n" + good
    first, *skipped, last = mailbox(data, limit=1000)
    assert [first, last] == [Document(id=f"소식.mbox#{number}", title="a", body="text") for number in (1, 5)]
    assert skipped == [
        Skipped("소식.mbox:2", "the message is larger than 1,000 bytes"),
        Skipped("소식.mbox:3", "has no text"),
        Skipped("소식.mbox:4", "is no message: it has no header"),
    ]


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "is empty"), (b"\n", "is empty"), (b"Subject: a\n\ntext", "is no mbox")]
)
def test_no_mailbox(data: bytes, reason: str) -> None:
    """A file that is no mbox is refused."""
    with pytest.raises(SourceError, match=reason):
        mailbox(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "is no message: it has no header"),
        ("그냥 글", "is no message: it has no header"),
        ("X: y\n\n", "has no text"),
        ("Subject: a\n\n" + "a" * 2000, "is larger than 1,000 bytes (2,012)"),
    ],
)
def test_no_message(data: str, reason: str) -> None:
    """What is no message, too large, or without text and subject, is refused with the reason."""
    assert refusal(data, limit=1000) == reason


@pytest.mark.parametrize(
    "data",
    [
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(900))
        + b"a\n" * 100_000,
        b"Content-Type: message/rfc822\n\n" * 900 + b"text",
        b"Content-Type: message/rfc822\n\n" * 100_000 + b"text",
        b"Content-Type: multipart/digest; boundary=a\n\n" + b"--a\n\n" * 500_000,
        b'Content-Type: a/b; x="' + b"\\;" * 100_000 + b"\n\ntext",
        b"From: " + b"(" * 200_000 + b"\nSubject: " + b"=?x?q?a?= " * 100_000 + b"\n\ntext",
        b"Date: " + b"1" * 100_000 + b"\nSubject: a\nMessage-ID: " + b"<" * 1000 + b"\n\ntext",
        b"Content-Type: text/plain; charset*0*=x'\n" + b"Content-Type: text/plain; format*=a'b\nSubject: a\n\ntext",
        b"Content-Type: text/html\nSubject: a\n\n" + b"<div>" * 50_000,
    ],
    ids=range(9),
)
def test_hostile_messages(within: Callable[..., None], data: bytes) -> None:
    """A message that is made to take time or depth is read or refused, soon."""

    def read() -> None:
        with suppress(SourceError):
            message(data, limit=32 << 20)

    within(3, read)


@examples(60)
@given(st.binary(max_size=100), st.sampled_from(["Subject", "From", "Date", "Content-Type", "Message-ID"]))
def test_any_header(data: bytes, name: str) -> None:
    """Any bytes in a header, and in a text, give a document."""
    assert (
        message(b"Subject: a\n" + name.encode() + b": " + data.replace(b"\n", b"\n ") + b"\n\n" + data).id == "편지.eml"
    )


@examples(60)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Any bytes give documents, skipped messages, or the reason why not."""
    with suppress(SourceError):
        mailbox(FROM + data + b"\n\n" + FROM + data, limit=100)


def test_a_subject_that_is_cut_is_noted() -> None:
    """Of a very long subject the rest is left out, and a note says so."""
    data = b"Subject: " + b"abc " * 10_000 + b"\n\nbody\n"
    found = list(MessageReader().read(File("a.eml", (len(data), 0), lambda: BytesIO(data), 1 << 20)))
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "its subject is longer than 16,384 characters: the rest is left out"
    ]


def test_attachments_are_listed() -> None:
    """An attached file and a forwarded message are named; a picture in the text is not."""
    kinds = [
        ("application/pdf", 'attachment; filename="a.pdf"'),
        ("text/plain", 'inline; filename="notes.txt"'),
        ("image/png", 'inline; filename="logo.png"'),
        ("message/rfc822", "inline"),
    ]
    parts = "".join(
        f"--x\nContent-Type: {kind}\nContent-Disposition: {how}\n\nSubject: s\n\n글\n" for kind, how in kinds
    )
    data = f"Subject: s\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nbody\n{parts}--x--\n".encode()
    found = list(MessageReader().read(File("a.eml", (len(data), 0), lambda: BytesIO(data), 1 << 20)))
    assert [(one.reason, one.kind) for one in found if isinstance(one, Skipped)] == [
        ("its attachments are not read: a.pdf, notes.txt, message/rfc822", "left_out")
    ]
