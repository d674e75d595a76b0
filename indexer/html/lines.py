"""Lines of text out of markup: where they break, and where spaces are one."""

from __future__ import annotations

BREAKS = dict.fromkeys("p h1 h2 h3 h4 h5 h6 blockquote pre hr".split(), 2) | dict.fromkeys(
    "address article body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form header"
    " html legend li main menu ol option section summary table tbody tfoot thead tr ul".split(),
    1,
)
"""Line breaks before and after an element: a paragraph has a blank line around it."""


class HtmlLines:
    """Collects text and breaks; spaces collapse, and a break waits for the text after it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._breaks = 0
        self._typed = 0
        """Line breaks that were typed since the last word."""
        self._glued = False
        self._gap = ""

    def text(self, text: str) -> None:
        """Running text: any white space is one space, none at the start of a line."""
        words = " ".join(text.split())
        if text[:1].isspace():
            self._gap = self._gap or " "
        if words:
            self._flush()
            self._out.append(words)
            self._gap = " " if text[-1].isspace() else ""

    def typed(self, text: str) -> None:
        """Text as it was typed: a line break is one, a blank line starts a paragraph; beside a block neither counts."""
        first, *others = text.split("\n")
        self.text(first)
        for number, line in enumerate(others, start=1):
            is_blank = number < len(others) and not line.strip()
            self._typed = max(self._typed, 2 if is_blank else 1)
            self._gap = ""
            self.text(line)

    def verbatim(self, text: str) -> None:
        """Preformatted text, as it is; as in HTML, a line break right at its start does not count."""
        kept = text.removeprefix("\n") if self._breaks or not self._out else text
        if kept:
            self._flush()
            self._out.append(kept)

    def line(self) -> None:
        """A ``<br>``: one line further."""
        self._breaks, self._typed, self._gap = min(self._breaks + 1, 2), 0, ""

    def block(self, breaks: int) -> None:
        """An edge of a block, with at least this many line breaks."""
        self._breaks, self._typed, self._gap = max(self._breaks, breaks), 0, ""

    def cell(self) -> None:
        """An edge of a table cell."""
        self._gap = "\t"

    def __bool__(self) -> bool:
        return bool(self._out)

    def __str__(self) -> str:
        return "".join(self._out).strip()

    def glue(self) -> None:
        """Keeps what comes next right below, with no blank line between; not a heading, which calls ``unglue``."""
        self._glued = True

    def unglue(self) -> None:
        """Lets a blank line be above what comes next."""
        self._glued = False

    def _flush(self) -> None:
        if self._out and (breaks := self._breaks or self._typed):
            breaks = 1 if self._glued else breaks
            self._out[-1] = self._out[-1].rstrip()
            self._out.append("\n" * breaks)
        elif self._out:
            self._out.append(self._gap)
        self._breaks, self._typed, self._gap, self._glued = 0, 0, "", False


def one_line(text: str) -> str:
    """``text`` with its white space as single spaces."""
    return " ".join(text.split())
