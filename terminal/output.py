"""Results as people read them: lines for a terminal, made of what the library gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..indexer.analysis.report import TextAnalysis
from ..indexer.documents.document import SkipKind
from ..indexer.maintenance.stats import Stats
from ..indexer.store.source_state import SkippedFile
from ..indexer.sync.report import SyncReport
from ..query.facets import FacetCount
from ..query.highlighting.snippet import Snippet
from ..query.highlighting.width import width
from ..query.notes import in_korean
from ..query.page import Hit, Page
from .messages import KOREAN, language, say
from .program import size
from .screen import Terminal, padded, plain, wrapped

_GAP = "  "
_EQUALS = " = "
"""Separates the typed word from the variant in a reason."""
_SECTION = "§ "
_WIDEST_CELL = 24
_FACET_VALUES = 10
"""Values of a facet that are shown."""
_ENDINGS = 5
"""Unknown endings that are shown."""
_SKIPPED_COUNTS: dict[SkipKind, str] = {
    "unreadable": "unreadable",
    "left_out": "omitted",
    "note": "noted",
}
"""The message that counts the entries of each kind, in the order in which they are shown."""


def page_lines(page: Page, terminal: Terminal, *, has_exact: bool = True) -> Iterator[str]:
    """The remarks about a search, followed by its hits; ``has_exact`` is true if the command has ``--exact``."""
    for line in _remarks(page, has_exact):
        yield from terminal.wrap(line)
    for name, counts in page.facets.items():
        yield from terminal.wrap(_facet(name, counts))
    for number, hit in enumerate(page.hits, start=page.offset + 1):
        yield ""
        yield from hit_lines(number, hit, terminal)
    end = page.offset + len(page.hits)
    if page.hits and end < page.total:
        yield ""
        yield terminal.dim(say("more", offset=end))


def _remarks(page: Page, has_exact: bool) -> Iterator[str]:
    first, last = page.offset + 1, page.offset + len(page.hits)
    ms = max(round(page.took_ms), 1)
    if not page.total:
        yield say("nothing found", query=page.query)
    elif not page.hits:
        yield say("no more", total=page.total)
    elif page.offset:
        yield say("found from", first=first, last=last, total=page.total, ms=ms)
    else:
        yield say("found", total=page.total, ms=ms)
    if page.relaxed:
        yield say("relaxed", complete=page.complete_count)
    if page.also_searched:
        terms = ", ".join(dict.fromkeys(expansion.term for expansion in page.also_searched))
        yield " ".join([say("also searched", terms=terms), *([say("exact")] if has_exact else [])])
    if page.did_you_mean:
        yield say("did you mean", query=page.did_you_mean)
    for note in page.notes:
        yield say("note", note=_note(note))


def _note(note: str) -> str:
    """A note of the library in the user's language; in English if it has no Korean."""
    return (in_korean(note) if language() == KOREAN else None) or note


def _value(value: object) -> str:
    """A value of a field: a date as ISO 8601, true and false as in a query."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _facet(name: str, counts: Sequence[FacetCount]) -> str:
    """A field with its commonest values."""
    shown = [f"{plain(_value(one.value))} {one.count:,}" for one in counts[:_FACET_VALUES]]
    if len(counts) > len(shown):
        shown.append(say("more values", count=len(counts) - len(shown)))
    return say("facet", name=name, counts=", ".join(shown) or say("no values"))


def hit_lines(number: int, hit: Hit, terminal: Terminal) -> Iterator[str]:
    """A hit: number and title, metadata, section, snippet, reposts and reasons."""
    label = f"{number:>2}{_GAP}"
    columns = terminal.columns - len(label)
    indent = " " * len(label)
    heading = hit.title_highlight if hit.title else Snippet(plain(hit.id))
    for at, line in enumerate(wrapped(heading, columns)):
        yield f"{indent if at else label}{terminal.bold(terminal.marked(line))}"
    for text in _places(hit, columns):
        yield f"{indent}{terminal.dim(text)}"
    if hit.snippet.section and hit.snippet.section not in hit.snippet.text:
        yield from _aside(f"{_SECTION}{hit.snippet.section}", indent, terminal)
    for line in wrapped(hit.snippet, columns):
        yield f"{indent}{terminal.marked(line)}"
    if hit.reposts:
        yield from _aside(say("also at", ids=", ".join(hit.reposts)), indent, terminal)
    reasons = [why for why in hit.why if _EQUALS in why]
    for text in terminal.wrap(", ".join(reasons), len(indent)) if reasons else ():
        yield terminal.dim(text if text.startswith(indent) else indent + text)


def _aside(text: str, indent: str, terminal: Terminal) -> Iterator[str]:
    for line in wrapped(Snippet(plain(text)), terminal.columns - len(indent)):
        yield f"{indent}{terminal.dim(line.text)}"


def _places(hit: Hit, columns: int) -> Iterator[str]:
    """Date, language, id and address. A value that does not fit on the line gets its own line and is never broken."""
    line = ""
    places = ((hit.date or "")[:10], hit.lang, plain(hit.id), plain(hit.url or "") if hit.url != hit.id else "")
    for text in filter(None, places):
        joined = f"{line}{_GAP}{text}" if line else text
        if width(joined) > columns and line:
            yield line
            joined = text
        line = joined
    yield line


def report_lines(report: SyncReport, stats: Stats, command: str) -> Iterator[str]:
    """The changes of a sync (except the first one) and the totals of the index; ``command`` lists skipped files."""
    done = {"added": report.added, "changed": report.changed, "removed": report.removed}
    if not any(done.values()):
        yield say("no changes")
    elif report.added != stats.documents:
        yield say("changes", **done)
    counts = ", ".join(
        say(message, count=report.count(kind)) for kind, message in _SKIPPED_COUNTS.items() if report.count(kind)
    )
    skipped = [say("skipped", counts=counts, command=command)] if counts else []
    yield " ".join([_posts(stats), *skipped, _time(report.seconds)])
    if report.unknown_endings:
        yield _unknown_endings(report.unknown_endings)


def _unknown_endings(counts: Mapping[str, int]) -> str:
    """Number of files with an unknown ending, and the commonest of these endings."""
    commonest = sorted(counts.items(), key=lambda pair: -pair[1])[:_ENDINGS]
    names = {"": say("no ending"), "*": say("other endings")}
    named = [f"{names.get(ending) or plain(ending)} {count:,}" for ending, count in commonest]
    return say("unknown endings", count=sum(counts.values()), endings=", ".join(named))


def stats_lines(stats: Stats, folder: str, command: str, terminal: Terminal) -> Iterator[str]:
    """The statistics of an index."""
    values = {
        "index label": [f"{folder} ({size(stats.bytes)})"],
        "posts label": [f"{stats.documents:,}: {_languages(stats)}" if stats.documents else "0"],
        "undated label": [f"{stats.undated:,}"] if stats.undated else [],
        "reposts label": [f"{stats.reposts:,}"] if stats.reposts else [],
        "segments label": [f"{stats.segments:,}"],
        "sources label": stats.sources,
        "skipped label": [f"{len(stats.skipped):,} ({command})"] if stats.skipped else [],
        "analysis label": [", ".join(f"{name} {value}" for name, value in stats.fingerprint.items())],
    }
    yield from _labelled({say(key): lines for key, lines in values.items()}, terminal)


def skipped_lines(skipped: Sequence[SkippedFile]) -> Iterator[str]:
    """A line for each entry, with its reason: what could not be read, then what was left out, then notes."""
    for kind in (*_SKIPPED_COUNTS, "unknown"):
        for one in skipped:
            if one.kind == kind:
                entry = plain(f"{one.key}: {one.reason}")
                yield entry if kind == "unreadable" else say(f"skipped {kind}", entry=entry)
    if not skipped:
        yield say("none skipped")


def boilerplate_lines(boilerplate: Mapping[str, Sequence[str]], terminal: Terminal) -> Iterator[str]:
    """The lines that are removed from the pages of each source."""
    for root, lines in boilerplate.items():
        if lines:
            yield terminal.dim(plain(root))
            yield from (f"{_GAP}{plain(line)}" for line in lines)
    if not any(boilerplate.values()):
        yield say("no boilerplate")


def analysis_lines(analysis: TextAnalysis, terminal: Terminal) -> Iterator[str]:
    """A table with one line per run, and its tokens in each stream."""
    rows = [[say("run label"), "terms", "words", "grams"]]
    for run in analysis.runs:
        streams = (" ".join(token for token, _ in stream) for stream in (run.terms, run.words, run.grams))
        rows.append([run.text, *streams])
    columns = [min(max(map(width, cells)), _WIDEST_CELL) for cells in zip(*rows, strict=True)][:-1]
    for number, row in enumerate(rows):
        for line in _row(row, columns, terminal):
            yield line if number else terminal.dim(line)
    if analysis.names:
        yield ""
        yield from _labelled({say("names label"): [", ".join(analysis.names)]}, terminal)


def _row(cells: Sequence[str], columns: Sequence[int], terminal: Terminal) -> Iterator[str]:
    """The cells of a row, each wrapped in its column; the last column has the remaining width."""
    rest = max(terminal.columns - sum(columns) - len(_GAP) * len(columns), _WIDEST_CELL)
    wrapped_cells = [
        [line.text for line in wrapped(Snippet(cell), room)] for cell, room in zip(cells, [*columns, rest], strict=True)
    ]
    for at in range(max(map(len, wrapped_cells))):
        line = [lines[at] if at < len(lines) else "" for lines in wrapped_cells]
        yield _GAP.join([*map(padded, line, columns), line[-1]]).rstrip()


def _labelled(values: Mapping[str, Sequence[str]], terminal: Terminal) -> Iterator[str]:
    """Labels in one column and their values in the next; a label without a value is omitted."""
    indent = max(map(width, values)) + len(_GAP)
    for label, texts in values.items():
        for at, text in enumerate(texts):
            first, *others = terminal.wrap(text, indent) if text else [""]
            yield f"{terminal.dim(padded('' if at else label, indent))}{first}"
            yield from others


def _posts(stats: Stats) -> str:
    if not stats.documents:
        return say("no posts")
    return say("posts", total=stats.documents, languages=_languages(stats))


def _languages(stats: Stats) -> str:
    counted = sorted(stats.by_lang.items(), key=lambda pair: -pair[1])
    return ", ".join(say("language", count=count, lang=lang) for lang, count in counted if count)


def _time(seconds: float) -> str:
    if seconds >= 100:
        return say("minutes", minutes=int(seconds) // 60, seconds=int(seconds) % 60)
    return say("seconds", seconds=f"{seconds:.1f}" if seconds < 10 else f"{seconds:.0f}")
