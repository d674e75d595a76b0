"""Settings, in order of precedence: Python argument, command-line option, MALMOI_* variable, malmoi.toml, default.

Each section of ``malmoi.toml`` is one dataclass below; an unknown key is an error. A variable is
``MALMOI_<SECTION>_<KEY>``, for example ``MALMOI_RANKING_K1=0.6``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from math import isnan
from pathlib import Path
from typing import Any

from .arguments import check_path, check_text, shown
from .errors import ConfigError
from .indexer.files.bounded_text import load_toml, read_toml

FILE_NAME = "malmoi.toml"
_MOST = 1e12
"""Every number at most, where ``_BOUNDS`` has none for it."""
_BOUNDS = {
    "ranking.k1": (0, 1e6),
    "ranking.b": (0, 1),
    "ranking.title": (0, 1e6),
    "ranking.tags": (0, 1e6),
    "ranking.grams": (0, 1e6),
    "ranking.coverage": (0, 1),
    "ranking.recency": (0, 1),
    "ranking.recency_days": (1e-3, _MOST),
}
"""The least and the greatest value of a setting."""
_OBJECTS = {"analysis.tagger": ("tag", "fingerprint"), "analysis.user_words": ("__iter__",)}
"""Settings that may be objects in Python, with the methods that they need."""
_SWITCHES = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Analysis:
    """The analyzer: how a text is cut into tokens. A change requires ``malmoi rebuild``."""

    tagger: str | Any = "mecab"
    """mecab, okt, komoran, hannanum, kkma or kiwi; in Python also an object with the methods of ``malmoi.Tagger``."""
    user_words: str | Iterable[Any] = ""
    """Path of a user dictionary (tab-separated columns: word, tag, parts), or empty; in Python also the words: strings
    and ``malmoi.UserWord`` objects."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Settings for reading sources. A change requires ``malmoi rebuild``."""

    timezone: str = "Asia/Seoul"
    """Time zone to which dates with a UTC offset are converted, for example Europe/Berlin."""
    columns: str = ""
    """Columns of tables and keys of JSON, for example body=pledge,title=name. A change requires ``--thorough``."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys of sources that become fields of your own: ``price = "number"``. A change requires ``--thorough``."""

    kinds: tuple[tuple[str, str], ...] = ()
    """The names of fields, each with its kind: text, number, boolean, date or list."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """BM25F over title, tags and body (Robertson, Zaragoza & Taylor 2004), with a coordination factor (coverage)."""

    k1: float = 0.3
    """Saturation of the term frequency: higher values reward repetition more; 0 counts presence only."""
    b: float = 0.5
    """Length normalisation, 0 (none) to 1 (full)."""
    title: float = 5.0
    """Weight of an occurrence in the title; one in the body has the weight 1."""
    tags: float = 2.0
    """Weight of an occurrence in the tags."""
    grams: float = 1.0
    """Weight of the scores of syllable bigrams; morphemes have the weight 1."""
    coverage: float = 0.5
    """Share of the score that depends on how much of the query a post has, 0 to 1."""
    recency: float = 0.0
    """Share of the score that decays with the age of a post, 0 (off) to 1."""
    recency_days: float = 365.0
    """Half-life of that share, in days."""


@dataclass(frozen=True, slots=True)
class Search:
    """Defaults of a search."""

    limit: int = 10
    """Maximum number of hits per page."""
    enough: int = 10
    """If fewer documents than this match every word, documents that match only some words are appended; 0: never."""
    snippet: int = 160
    """Length of a snippet in terminal columns; a Korean syllable takes two."""


@dataclass(frozen=True, slots=True)
class Bridges:
    """Query expansion: which kinds of variants of the typed words are searched, and the files of your own lists."""

    hanja: bool = True
    """동지 = 同志"""
    north: bool = True
    """노동신문 = 로동신문"""
    dates: bool = True
    """토요일 = (土) = Saturday; 12.9 = 12월 9일 = Dec. 9"""
    aliases: bool = True
    """이주노조 = MTU = Migrants' Trade Union"""
    romanized: bool = True
    """이명박 = Lee Myung-bak"""
    lexicon: bool = True
    """추방 = deportation"""
    alias_file: str = ""
    """Path of the file of your own aliases; empty for ``aliases.toml`` in the index folder."""
    lexicon_folder: str = ""
    """Path of the folder of your own word lists; empty for ``lexicon/`` in the index folder."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Help while typing, in suggestions and, for words that no post has, in searches."""

    partial: bool = True
    """이주노ㅈ, 이주놎: 이주노조"""
    layout: bool = True
    """dlwnshwh: 이주노조; ㅡㅅㅕ: MTU"""
    choseong: bool = True
    """ㅇㅈㄴㅈ: 이주노조"""
    spelling: bool = True
    """이주뇨조: 이주노조"""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on the time and memory that bad input and expensive queries may take."""

    file_bytes: int = 32 << 20
    """Maximum size of a file in bytes; a larger file is skipped, with its size as the reason."""
    text_chars: int = 1 << 20
    """Maximum length of a text in characters; a longer text is cut, and listed among the skipped files."""
    text_pairs: int = 1 << 18
    """A text is cut where it exceeds this many distinct character bigrams: it is noise. 1,000,000 bills have 27,000."""
    file_seconds: float = 60.0
    """Maximum processor time to read one file, in seconds, plus 2 seconds per MB; the rest of the file is skipped."""
    archive_files: int = 100_000
    """Maximum number of files of an archive, read or not; the rest is skipped."""
    skipped_parts: int = 1000
    """Maximum number of unreadable parts (such as lines) listed per file; others are only counted."""
    memory_mb: int = 352
    """Memory for the documents being indexed, in MB, of all processes. When it is full, a segment is written."""
    query_chars: int = 4096
    """Maximum length of a query in characters; a longer query is cut."""
    query_depth: int = 64
    """Maximum depth of parentheses; deeper ones are ignored."""
    query_clauses: int = 256
    """Maximum number of words, phrases and filters in a query; others are dropped."""
    expansion: int = 1024
    """Maximum number of terms that one pattern matches."""
    deadline_ms: int = 2000
    """Maximum time of a query in milliseconds."""
    lock_seconds: float = 10.0
    """Time that a writer waits for another one, in seconds."""


@dataclass(frozen=True, slots=True)
class Web:
    """The search page and the API (``malmoi serve`` and ``malmoi.web.search_app``)."""

    title: str = ""
    """Name of the archive, as the page shows it; empty for "Search" or "검색"."""
    site: str = ""
    """Address that relative addresses of posts are relative to; empty: these are shown, but are no links."""
    hosts: str = ""
    """Names under which the page may be reached, separated by blanks. localhost and IP addresses always work."""
    origins: str = ""
    """Origins of pages that may call the API from a browser, separated by blanks; * for all, empty for none."""
    token: str = ""
    """Token for ``POST`` and ``DELETE /api/documents``, at least 16 characters; empty: the index is read-only."""
    query_chars: int = 1000
    """Maximum length of a query in characters; a longer one is refused."""
    limit: int = 100
    """Maximum number of hits per page."""
    waiting: int = 256
    """Maximum number of requests that wait for a search; further ones get the status 503."""
    rate: int = 0
    """Maximum number of requests per minute from one address; 0: no maximum."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. ``Config()`` has the defaults; ``load`` also reads the settings file and the environment."""

    analysis: Analysis = field(default_factory=Analysis)
    sources: Sources = field(default_factory=Sources)
    fields: Fields = field(default_factory=Fields)
    ranking: Ranking = field(default_factory=Ranking)
    search: Search = field(default_factory=Search)
    bridges: Bridges = field(default_factory=Bridges)
    typing: Typing = field(default_factory=Typing)
    limits: Limits = field(default_factory=Limits)
    web: Web = field(default_factory=Web)

    def __post_init__(self) -> None:
        """Raises ConfigError for a section or a value of the wrong type."""
        for name, default in _SECTIONS.items():
            section = getattr(self, name)
            if not isinstance(section, default):
                raise ConfigError(name, f"{shown(section)} is not a {default.__name__}", "Config")
            for one in fields(section):  # type: ignore[arg-type]  # it is one of the dataclasses above
                _check_value(f"{name}.{one.name}", getattr(section, one.name), type(one.default))
        words = self.analysis.user_words
        if not isinstance(words, str | tuple):  # an iterator would be empty the second time
            object.__setattr__(self, "analysis", replace(self.analysis, user_words=tuple(words)))

    def override(self, values: Mapping[str, Mapping[str, Any]], where: str) -> Config:
        """A copy with ``{section: {key: value}}`` changed. Raises ConfigError, which names the origin ``where``."""
        check_text(where=where)
        if not isinstance(values, Mapping):
            raise ConfigError("values", f"{shown(values)} is no mapping of sections", where)
        sections: dict[str, Any] = {}
        for name, given in values.items():
            if name not in {f.name for f in fields(self)} or not isinstance(given, Mapping):
                raise ConfigError(name, f"there is no such section (there are: {_names(self)})", where)
            section = getattr(self, name)
            if isinstance(section, Fields):
                sections[name] = _with_kinds(section, given, where)
                continue
            sections[name] = replace(section, **{k: _value(section, name, k, v, where) for k, v in given.items()})
        return replace(self, **sections)


_SECTIONS = {
    "analysis": Analysis,
    "sources": Sources,
    "fields": Fields,
    "ranking": Ranking,
    "search": Search,
    "bridges": Bridges,
    "typing": Typing,
    "limits": Limits,
    "web": Web,
}


def _with_kinds(section: Fields, given: Mapping[str, Any], where: str) -> Fields:
    """The fields with those of a section added, whose keys are their names."""
    for name, kind in given.items():
        if not isinstance(kind, str):
            raise ConfigError(f"fields.{name}", f"{shown(kind)} is not the kind of a field", where)
    return Fields(tuple((dict(section.kinds) | dict(given)).items()))


def _check_value(name: str, value: object, wanted: type[Any]) -> None:
    """Raises ConfigError for a value of a setting that was given in Python."""
    if name in _OBJECTS and not isinstance(value, str):
        if not all(callable(getattr(value, method, None)) for method in _OBJECTS[name]):
            raise ConfigError(name, f"{shown(value)} is neither text nor an object with {', '.join(_OBJECTS[name])}")
        return
    accepted = (int, float) if wanted is float else (wanted,)
    if not isinstance(value, accepted) or (isinstance(value, bool) and wanted is not bool):
        raise ConfigError(name, f"{shown(value)} is not a {wanted.__name__}", "Config")
    if isinstance(value, int | float) and wanted is not bool:
        if isnan(value):
            raise ConfigError(name, "is not a number", "Config")
        _check_bounds(name, value, shown(value), "Config")


def load(path: str | Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """Settings from the file ``path`` (default: ``./malmoi.toml``, if present) and from the variables MALMOI_*."""
    if path is not None:
        check_path(path=path)
    environ = os.environ if environ is None else environ
    path = path or environ.get("MALMOI_CONFIG")
    config = Config()
    if path or _is_file(Path(FILE_NAME)):
        config = config.override(_read(Path(path or FILE_NAME)), str(path or FILE_NAME))
    return config.override(_from_environ(environ), "the environment")


def _is_file(path: Path) -> bool:
    """True if there is a file. Raises ConfigError where the system does not say."""
    try:
        return path.is_file()
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return load_toml(read_toml(path))
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(str(path), str(error)) from error


def _from_environ(environ: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    ours = [(name, value) for name, value in environ.items() if name.startswith("MALMOI_")]
    for section in fields(Config):
        prefix = f"MALMOI_{section.name.upper()}_"
        for name, value in ours:
            if name.startswith(prefix):
                found.setdefault(section.name, {})[name.removeprefix(prefix).lower()] = value
    return found


def _value(section: object, name: str, key: str, value: object, where: str) -> object:
    """``value`` as the type of the setting's default."""
    if key not in {f.name for f in fields(section)}:  # type: ignore[arg-type]  # always one of the dataclasses above
        raise ConfigError(f"{name}.{key}", f"is unknown (there are: {_names(section)})", where)
    wanted = type(getattr(section, key))
    result = _converted(value, wanted)
    if result is None:
        raise ConfigError(f"{name}.{key}", f"{shown(value)} is not a {wanted.__name__}", where)
    if wanted in (int, float):
        _check_bounds(f"{name}.{key}", result, shown(value), where)
    return result


def _check_bounds(name: str, value: float, written: str, where: str) -> None:
    """Raises ConfigError for a number that its setting cannot have: a score must stay finite, and a size be one."""
    least, most = _BOUNDS.get(name, (0, _MOST))
    if value < least:
        problem = "is negative" if least == 0 else f"is less than {least:g}"
        raise ConfigError(name, f"{written} {problem}", where)
    if value > most:
        raise ConfigError(name, f"{written} is more than {most:g}", where)


def _converted(value: object, wanted: type[Any]) -> Any:
    """``value`` as ``wanted``, or None. Numbers, true and false may be written as text, as the environment does."""
    if wanted is bool:
        return (
            value
            if isinstance(value, bool)
            else _SWITCHES.get((value if isinstance(value, str) else shown(value)).lower())
        )
    accepted = (str,) if wanted is str else (str, int, wanted)
    result = None
    if isinstance(value, accepted) and not isinstance(value, bool):
        with suppress(ValueError, OverflowError):
            result = wanted(value)
    return None if isinstance(result, float) and isnan(result) else result


def _names(section: object) -> str:
    return ", ".join(f.name for f in fields(section))  # type: ignore[arg-type]
