"""PDFs for tests: pages of lines in any script, in a font that is only named."""

from __future__ import annotations

from collections.abc import Sequence

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/DW 1000/CIDSystemInfo 6 0 R>>",
)
SYSTEM = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


def pdf(pages: Sequence[Sequence[str]], facts: str | bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of pages, each a sequence of lines; ``facts`` is what stands in its dictionary of information."""
    drawn = [
        b"BT /F 12 Tf 14 TL 50 800 Td " + b" ".join(b"<%s> Tj T*" % code(line) for line in page) + b" ET"
        for page in pages
    ]
    numbers = [8 + 2 * number for number in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        *FONT,
        stream(codes(pages)),
        SYSTEM,
    ]
    for number, content in zip(numbers, drawn, strict=True):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
        objects += [stream(content), page % (number - 1)]
    objects.append(b"<<%s>>" % (facts.encode() if isinstance(facts, str) else facts))
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, b"".join(places))
    end = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return data + table + end % (len(objects) + 1, len(objects), trailer, len(data))


def codes(pages: Sequence[Sequence[str]]) -> bytes:
    """What the codes of the font mean: each is the character's own."""
    text = code("".join("".join(page) for page in pages))
    used = sorted({text[place : place + 4] for place in range(0, len(text), 4)})
    pairs = b" ".join(b"<%s> <%s>" % (one, one) for one in used)
    space = b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange"
    return b"%s %d beginbfchar %s endbfchar endcmap" % (space, len(used), pairs)


def code(text: str) -> bytes:
    """Text as the font draws it."""
    return text.encode("utf-16-be").hex().encode()


def stream(content: bytes) -> bytes:
    """Bytes as an object of a PDF."""
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def fact(text: str) -> str:
    """Text as a value of a PDF."""
    return f"<{(chr(0xFEFF) + text).encode('utf-16-be').hex()}>"
