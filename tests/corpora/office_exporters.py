"""Posts as offices keep them: tables, mail, PDF, archives. The other half of these readers' round trips."""

from __future__ import annotations

import csv
import re
import tarfile
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from io import BytesIO, StringIO

from .exporters import Files, Post, markdown, noon, pages, paragraphs
from .pdf_writer import fact, pdf


def spreadsheet(posts: Sequence[Post]) -> Files:
    """A table as Excel saves it, with Korean names."""
    text = StringIO(newline="")
    rows = ([post.title, f"{post.day:%Y-%m-%d}", "\n\n".join(post.paragraphs)] for post in posts)
    csv.writer(text).writerows([["제목", "작성일", "내용"], *rows])
    return {"posts.csv": text.getvalue().encode("utf-8-sig")}


def tab_separated(posts: Sequence[Post]) -> Files:
    """A table with English names and tabs."""
    text = StringIO(newline="")
    table = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    table.writerow(["ID", "Body", "Created at", "Title"])
    table.writerows([number, "\n".join(post.paragraphs), post.day, post.title] for number, post in enumerate(posts))
    return {"posts.tsv": text.getvalue().encode()}


def mailbox(posts: Sequence[Post]) -> Files:
    """An mbox, a letter of plain text a post."""
    letters = (letter(post, number, "\n\n".join(post.paragraphs), "plain") for number, post in enumerate(posts))
    quoted = (re.sub(rb"^(>*From )", rb">\1", one, flags=re.MULTILINE) for one in letters)
    return {"posts.mbox": b"\n".join(b"From a@example.org Thu Dec 13 21:05:00 2007\n" + one for one in quoted)}


def letters(posts: Sequence[Post]) -> Files:
    """A file a post, each a letter in HTML."""
    return {f"{number:03}.eml": letter(post, number, paragraphs(post), "html") for number, post in enumerate(posts)}


def letter(post: Post, number: int, text: str, subtype: str) -> bytes:
    """A letter as a mail program sends it."""
    message = EmailMessage()
    message["Subject"], message["Date"] = post.title, noon(post)
    message["From"], message["Message-ID"] = "이하나 <hana@example.org>", f"<{number}@example.org>"
    message.set_content(text, subtype=subtype)
    return message.as_bytes()


def printed(posts: Sequence[Post]) -> Files:
    """A PDF a post, a paragraph a page."""
    return {
        f"{number:03}.pdf": pdf(
            [[paragraph] for paragraph in post.paragraphs],
            f"/Title{fact(post.title)}/CreationDate(D:{post.day:%Y%m%d}120000+09'00')",
        )
        for number, post in enumerate(posts)
    }


def zipped_pages(posts: Sequence[Post]) -> Files:
    """Pages in a zip archive."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pages(posts).items():
            archive.writestr(f"글/{name}", data)
    return {"posts.zip": packed.getvalue()}


def packed_markdown(posts: Sequence[Post]) -> Files:
    """Posts in Markdown in a compressed tar archive."""
    packed = BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, data in markdown(posts).items():
            info = tarfile.TarInfo(f"글/{name}")
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return {"posts.tar.gz": packed.getvalue()}
