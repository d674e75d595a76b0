"""Settings: explicit argument > command-line flag > MALMOI_* variable > malmoi.toml > default.

Each section of ``malmoi.toml`` is one dataclass below; a key that is not there is an error.
A variable is ``MALMOI_<SECTION>_<KEY>``, as in ``MALMOI_RANKING_K1=0.6``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from math import isnan
from pathlib import Path
from typing import Any

from .errors import ConfigError

FILE_NAME = "malmoi.toml"
_SWITCHES = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Analysis:
    """What decides which words a text is cut into. A change needs a rebuild."""

    tagger: str = "mecab"
    """mecab, okt, komoran, hannanum, kkma or kiwi."""
    user_words: str = ""
    """Path of a user dictionary (word, tag, parts; tab-separated), or empty."""


@dataclass(frozen=True, slots=True)
class Sources:
    """How sources are read. A change needs a rebuild."""

    timezone: str = "Asia/Seoul"
    """Whose clocks tell the day of a post that says when and in which zone it was written, such as Europe/Berlin."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """BM25F over title, tags and body (Robertson, Zaragoza & Taylor 2004), and the coverage factor."""

    k1: float = 0.3
    """Where a word's repetition stops counting; 0 counts presence only."""
    b: float = 0.3
    """How much a long field is discounted, 0 to 1."""
    title: float = 5.0
    """What an occurrence in the title counts, where one in the body counts 1."""
    tags: float = 2.0
    """What an occurrence in the tags counts."""
    grams: float = 1.0
    """Weight of syllable bigrams beside morphemes."""
    coverage: float = 0.5
    """How much of the score depends on the share of the query's words that a post has, 0 to 1."""
    recency: float = 0.0
    """How much a post of today gains over an old one, 0 to 1."""
    recency_days: float = 365.0
    """Age in days at which that gain has halved."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a search gives when it is not told otherwise."""

    limit: int = 10
    """Hits a page."""
    enough: int = 10
    """With fewer posts than this having every word, posts with some of the words follow them."""
    snippet: int = 160
    """Length of a snippet in columns of a terminal; a Korean syllable takes two."""


@dataclass(frozen=True, slots=True)
class Bridges:
    """Which ways a search takes from what was typed to what else it is called."""

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
    """Path of a file of your own aliases, or empty."""
    lexicon_folder: str = ""
    """Path of a folder with more word lists (Korean, tab, English; English), or empty."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep bad input and hard queries from stopping a run."""

    file_bytes: int = 32 << 20
    """A larger file is skipped with its size as the reason."""
    text_chars: int = 1 << 20
    """Of a longer text the rest is left out, and told."""
    text_pairs: int = 1 << 18
    """Likewise from where a text has more different pairs of letters: it is noise. A million of bills have 27,000."""
    skipped_parts: int = 1000
    """Parts of one file that are named when they cannot be read, such as lines; others are only counted."""
    memory_mb: int = 352
    """About how much memory indexing may take before it writes what it has."""
    query_chars: int = 4096
    """A longer query is cut."""
    query_depth: int = 64
    """Parentheses deeper than this are read as if they were not there."""
    query_clauses: int = 256
    """Words, phrases and filters in a query; the rest is dropped."""
    expansion: int = 1024
    """Terms that one wildcard or prefix may stand for."""
    deadline_ms: int = 2000
    """Maximum time of a query in milliseconds."""
    lock_seconds: float = 10.0
    """How long a writer waits for another one."""


@dataclass(frozen=True, slots=True)
class Config:
    """All settings. ``Config()`` is the default; ``load`` adds the file and the environment."""

    analysis: Analysis = field(default_factory=Analysis)
    sources: Sources = field(default_factory=Sources)
    ranking: Ranking = field(default_factory=Ranking)
    search: Search = field(default_factory=Search)
    bridges: Bridges = field(default_factory=Bridges)
    limits: Limits = field(default_factory=Limits)

    def override(self, values: Mapping[str, Mapping[str, Any]], where: str) -> Config:
        """A copy with ``{section: {key: value}}`` set; ``where`` names the origin in errors."""
        sections = {}
        for name, given in values.items():
            if name not in {f.name for f in fields(self)} or not isinstance(given, Mapping):
                raise ConfigError(name, f"there is no such section (there are: {_names(self)})", where)
            section = getattr(self, name)
            sections[name] = replace(section, **{k: _value(section, name, k, v, where) for k, v in given.items()})
        return replace(self, **sections)


def load(path: str | Path | None = None, environ: Mapping[str, str] | None = None) -> Config:
    """Settings from ``path`` (default: ``malmoi.toml`` in the current folder, if it is there) and MALMOI_*."""
    environ = os.environ if environ is None else environ
    path = path or environ.get("MALMOI_CONFIG")
    config = Config()
    if path or Path(FILE_NAME).is_file():
        config = config.override(_read(Path(path or FILE_NAME)), str(path or FILE_NAME))
    return config.override(_from_environ(environ), "the environment")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(str(path), f"is not TOML: {error}") from error


def _from_environ(environ: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for section in fields(Config):
        prefix = f"MALMOI_{section.name.upper()}_"
        for name, value in environ.items():
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
        raise ConfigError(f"{name}.{key}", f"{value!r} is not a {wanted.__name__}", where)
    if not isinstance(result, str) and result < 0:
        raise ConfigError(f"{name}.{key}", f"{value!r} is negative", where)
    return result


def _converted(value: object, wanted: type[Any]) -> Any:
    """``value`` as ``wanted``, or None. Numbers, true and false may be written as text, as the environment does."""
    if wanted is bool:
        return value if isinstance(value, bool) else _SWITCHES.get(str(value).lower())
    accepted = (str,) if wanted is str else (str, int, wanted)
    result = None
    if isinstance(value, accepted) and not isinstance(value, bool):
        with suppress(ValueError, OverflowError):
            result = wanted(value)
    return None if isinstance(result, float) and isnan(result) else result


def _names(section: object) -> str:
    return ", ".join(f.name for f in fields(section))  # type: ignore[arg-type]
