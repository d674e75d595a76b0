"""XML of every kind: what it is, in which encoding, and what is left of it when it is broken, hostile or large."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmoi.corpora.readers import reader_for
from malmoi.corpora.reading.file import File
from malmoi.corpora.xml.reader import XmlReader
from malmoi.corpora.xml.stream import Root, pieces, root_of
from malmoi.errors import SourceError
from malmoi.indexer.documents.document import Document, Skipped

from ..reader_outputs import posts, read, text

WXR = """<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
%s</channel></rss>"""
TTXML = '<blog type="tattertools/1.1" migrational="false">\n%s</blog>'
RSS = '<rss version="2.0"><channel>\n%s</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">\n%s</feed>'
KINDS = [
    (WXR, "<item><title>글 {0}</title><wp:post_id>{0}</wp:post_id><content:encoded><![CDATA[말]]></content:encoded></item>\n"),
    (TTXML, "<post><id>{0}</id><title>글 {0}</title><content>말</content></post>\n"),
    (RSS, "<item><title>글 {0}</title><guid>{0}</guid><description>말</description></item>\n"),
    (ATOM, "<entry><title>글 {0}</title><id>{0}</id><content>말</content></entry>\n"),
]  # fmt: skip
EVERY_KIND = pytest.mark.parametrize(("around", "post"), KINDS, ids=["WXR", "TTXML", "RSS", "Atom"])


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.atom", "A.XML"])
@EVERY_KIND
def test_the_first_element_decides(name: str, around: str, post: str) -> None:
    """A file is what its first element says, whatever its name, and whatever stands before that."""
    prolog = '\ufeff \n<?xml version="1.0"?>\n<?style a="<b>"?><!-- <feed> -->\n<!DOCTYPE rss PUBLIC "-//Netscape" "http://127.0.0.1:9/rss.dtd">\n'
    (found,) = posts(name, prolog + around % post.format(1))
    assert (found.id, found.title, text(found)) == (f"{name}#1", "글 1", "말")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        ("그냥 글", "is not XML"),
        (b"<", "is not XML"),
        ("<!-- 끝없는", "is not XML"),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "is XML of an unknown kind: <urlset>"),
        ("<feed xmlns='urn:prices'><entry/></feed>", "is XML of an unknown kind: <feed>"),
        ("<blog><post/></blog>", "is XML of an unknown kind: <blog>"),
        ("<a:b.c/>", "is XML of an unknown kind: <b.c>"),
        (b"\x89PNG\0\0", "is binary, not text"),
        ("<br>\n<b>Warning</b>: no feed<br>", "is XML of an unknown kind: <br>"),
        ("<!DOCTYPE rss [" + " " * 200_000 + "]><rss></rss>", "is not XML"),
    ],
)
def test_what_is_refused(content: str | bytes, reason: str) -> None:
    """What is no feed and no export is refused, with what it is instead."""
    with pytest.raises(SourceError) as caught:
        read("a.xml", content)
    assert caught.value.reason == reason


@pytest.mark.parametrize("before", ["\n\n", "<br />\n<b>Warning</b>: mysql_connect() failed<br />\n", "경고: 실패\n"])
@EVERY_KIND
def test_what_stands_before_an_export(around: str, post: str, before: str) -> None:
    """What a program said before it began to export is passed over."""
    (found,) = posts("a.xml", before + '<?xml version="1.0"?>' + around % post.format(1))
    assert found.title == "글 1"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding: str) -> None:
    """UTF-16 is read where it has its mark, in pieces of any size."""
    content = RSS % "".join(f"<item><title>글 {number} 😀</title></item>" for number in range(3000))
    mark = "" if encoding == "utf-16" else "\ufeff"
    found = posts("a.xml", (mark + content).encode(encoding))
    assert [post.title for post in found] == [f"글 {number} 😀" for number in range(3000)]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("euc-kr", "cp949"),
        ("ks_c_5601-1987", "cp949"),
        ("KSC5601", "cp949"),
        ("", "cp949"),
        ("utf-8", "cp949"),
        ("utf-8", "utf-8"),
        ("euc-kr", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("nonsense", "utf-8"),
    ],
)
@EVERY_KIND
def test_encodings(around: str, post: str, declared: str, encoding: str) -> None:
    """Korean files of any age are read, also those that declare what they are not, and across chunks."""
    long = "<!-- " + "똠방각하 " * 20_000 + "-->" + post.replace("말", "펲시맨 勞動 똠방각하")
    data = f'<?xml version="1.0" encoding="{declared}"?>{around % long.format(1)}'.encode(encoding)
    (found,) = posts("a.xml", data)
    assert text(found) == "펲시맨 勞動 똠방각하"


@EVERY_KIND
def test_a_cut_file(around: str, post: str) -> None:
    """A file that ends too early gives the posts before, and says in which line it broke off."""
    whole = around % "".join(post.format(number) for number in range(3))
    for cut in range(whole.index("글 1"), len(whole) - 1):
        *found, last = read("a.xml", whole[:cut])
        ends = whole[:cut].count(post[-9:].strip())
        assert [one.title for one in found if isinstance(one, Document)] == ["글 0", "글 1", "글 2"][:ends]
        assert isinstance(last, Skipped)
        assert last.key == f"a.xml:{whole[:cut].count(chr(10)) + 1}"
        assert last.reason.startswith("the file ends before </")


@EVERY_KIND
def test_a_broken_post(around: str, post: str) -> None:
    """A post without its end, or with nothing left of it, is skipped with its line; those around it are read."""
    name = post[1:].partition(">")[0]
    for bad, reason in ((f"<{name}><title>글 1</title>", "does not end"), (f"<{name} <></{name}>", "has no text")):
        first, skipped, last = read("a.xml", around % f"{post.format(0)}\n{bad}\n{post.format(2)}")
        assert isinstance(first, Document)
        assert isinstance(last, Document)
        assert (first.title, last.title) == ("글 0", "글 2")
        assert skipped == Skipped("a.xml:4", reason)


def test_no_entity_is_expanded(within: Callable[..., None]) -> None:
    """Entities that a file declares stay as they are, with a note of it, and quickly; nothing is opened."""
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    outside = '<!ENTITY file SYSTEM "file:///etc/hosts"><!ENTITY % net SYSTEM "http://127.0.0.1:9/a.dtd">%net;'
    content = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{bomb}{outside}]>'
        + RSS % "<item><title>&l11; &file; 글</title></item>"
    )
    within(1, lambda: read("a.xml", content))
    note, found = read("a.xml", content)
    assert note == Skipped("a.xml:1", "declares entities, which are not expanded", "note")
    assert isinstance(found, Document)
    assert found.title == "&l11; &file; 글"


def test_a_document_type_inside_is_no_xml() -> None:
    """Entities that are declared in the middle of a file are text at most."""
    found = read("a.xml", RSS % '<item><!DOCTYPE x [<!ENTITY a "b">]><title>&a; 글</title></item>')
    assert all("b" not in one.title for one in found if isinstance(one, Document))


@pytest.mark.parametrize(
    "hostile",
    [
        "<item><title>" + "<![CDATA[" * 40_000,
        "<item><title>" + "<!--" * 80_000 + "</title></item>",
        "<item>" * 50_000,
        "<item" * 50_000,
        "<item><title>" + "&" * 300_000 + "</title></item>",
        "<item><title>" + "<" * 100_000 + "</title></item>",
        "<item>" + "<a>" * 100_000 + "</item>",
        "<item><description>" + "&lt;!--" * 50_000 + " " * 300_000 + "&lt;p" * 50_000 + "</description></item>",
        "<item><title>" + " \n" * 200_000 + "</title></item>",
        "<item a='" + "b" * 300_000 + "'><title>글</title></item>",
        "<item>" + "".join(f"<a{n} xmlns:p{n}='u{n}'/>" for n in range(20_000)) + "</item>",
    ],
)
def test_hostile_files_take_no_time(within: Callable[..., None], hostile: str) -> None:
    """No file of some hundred kilobytes keeps a reader busy for seconds."""

    def read_all(content: str) -> None:
        for found in read("a.xml", content, limit=1 << 22):
            if isinstance(found, Document):
                text(found)

    for around in (WXR, RSS):
        within(5, partial(read_all, around % hostile))


def test_hostile_text_takes_no_time(within: Callable[..., None]) -> None:
    """The same for the marks of WordPress and Textcube inside a text."""
    for mark in ("[a", "[a ", "[a b=", "[/a]", "[##_", "[#M_|", "\n ", " ", "<pre>", "<p", "<!--"):
        escaped = (mark * (400_000 // len(mark))).replace("<", "&lt;")
        for around, post in KINDS[:2]:
            content = around % post.format(1).replace("<![CDATA[말]]>", "말").replace("말", escaped)
            assert all(isinstance(found, Document) for found in read("a.xml", content, limit=1 << 22)), mark
            within(5, partial(read, "a.xml", content, limit=1 << 22))


@EVERY_KIND
def test_a_post_may_be_too_large(around: str, post: str) -> None:
    """A post above the limit is skipped; the file itself may be of any size."""
    large = post.format(1).replace("말", "말" * 3000)
    marks = post.format(1).replace("<title>", "<title>" + "<![CDATA[]]>" * 300)
    for bad in (large, marks):
        found = read("a.xml", around % (post.format(0) * 50 + bad + post.format(2)), limit=2000)
        assert [one for one in found if isinstance(one, Skipped)] == [Skipped("a.xml:52", "is larger than 2,000 bytes")]
        assert len(found) == 52


def test_many_posts_of_one_id(within: Callable[..., None]) -> None:
    """Posts that share an id are told apart, in time that grows with their number alone."""
    content = RSS % ("<item><title>글</title></item>" * 10_000)
    found = posts("a.xml", content)
    within(8, lambda: posts("a.xml", content))
    assert len({post.id for post in found}) == 10_000
    assert found[-1].id == "a.xml#글~10000"


@pytest.mark.parametrize("number", [1500, pytest.param(5000, marks=pytest.mark.slow)])
def test_memory_stays_bounded(number: int) -> None:
    """A long export takes no more memory than a few of its posts."""
    around, post = KINDS[0]
    before, _, after = around.partition("%s")

    class Export(BytesIO):
        """An export that is made while it is read."""

        def __init__(self) -> None:
            long = (post.format(at).replace("말", "말과 글 " * 100) for at in range(number))
            self._parts = chain([before], long, [after])
            self._rest = b""

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size > 0
            while len(self._rest) < size and (part := next(self._parts, "")):
                self._rest += part.encode()
            read, self._rest = self._rest[:size], self._rest[size:]
            return read

    tracemalloc.start()
    try:
        found = sum(isinstance(one, Document) for one in XmlReader().read(File("a.xml", (0, 0), Export, 1 << 20)))
        assert found == number
        assert tracemalloc.get_traced_memory()[1] < 3 << 20
    finally:
        tracemalloc.stop()


def test_a_failing_disk_is_a_source_error() -> None:
    """A disk that gives up in the middle is told as such, after the posts before."""

    class Failing(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(size)

    content = (RSS % ("<item><title>글</title></item>" * 5000)).encode()
    documents = XmlReader().read(File("a.xml", (len(content), 0), lambda: Failing(content), 1 << 20))
    assert isinstance(next(documents), Document)
    with pytest.raises(SourceError, match="Input/output error") as caught:
        list(documents)
    assert caught.value.may_pass


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<rss>", Root("", "rss", "", False)),
        ("\n<!--<a>--><?b <c>?><a:feed x='>' y=\"'\">", Root("a:", "feed", " x='>' y=\"'\"", False)),
        ('<!DOCTYPE a [<!ENTITY b ">]"> ]><a>', Root("", "a", "", True)),
        ("<!doctype a>\n<a\n>", Root("", "a", "\n", False)),
        ("<1>", None),
        ("<a b='", None),
        ("글<a>", None),
    ],
)
def test_roots(head: str, expected: Root | None) -> None:
    """The first element is found behind whatever may stand before it."""
    assert root_of(head) == expected


@given(
    st.lists(st.sampled_from(["<a>", "</a>", "<a ", ">", "<b>", "</b>", "<![CDATA[", "]]>", "<!--", "-->", "글", "\n", "</r>", "<ab>"])),
    st.integers(1, 9),
)  # fmt: skip
def test_cutting_does_not_depend_on_chunks(parts: list[str], size: int) -> None:
    """The pieces are the same however the text comes, and are parts of it with nothing but ``left_out`` missing."""
    whole = "<r>" + "".join(parts) + "</r>"
    root = Root("", "r", "", False)
    at_once = list(pieces([whole], root, ("a",), ("b",), 1000))
    assert at_once == list(
        pieces([whole[i : i + size] for i in range(0, len(whole), size)], root, ("a",), ("b",), 1000)
    )
    assert all(piece.fault or (piece.text in whole or "b>" in whole) for piece in at_once)
    assert all(1 <= piece.line <= whole.count("\n") + 1 for piece in at_once)


@given(st.lists(st.one_of(st.binary(max_size=20), st.sampled_from([b"<rss>", b"<item>", b"</item>", b"<title>", b"</rss>", b"<![CDATA[", b"&a;", "글".encode()]))))  # fmt: skip
def test_any_bytes(parts: list[bytes]) -> None:
    """Any bytes give documents, reasons, or the error of a file that is none."""
    for start in (b"", b"<rss><channel>"):
        with suppress(SourceError):
            for found in read("a.xml", start + b"".join(parts)):
                assert isinstance(found, Skipped) or found.id.startswith("a.xml#")


def test_every_ending_leads_here() -> None:
    """Feeds have endings of their own; exports have none."""
    assert all(isinstance(reader_for(f"a{suffix}"), XmlReader) for suffix in (".xml", ".rss", ".atom"))
