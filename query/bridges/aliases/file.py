"""Reading aliases: files of groups of names, ours and the owner's, and how the one goes over the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ....arguments import shown
from ....errors import ConfigError
from ....indexer.files.bounded_text import load_toml, read_toml
from ....indexer.keys.name_key import name_key
from ....indexer.text.narrow import narrow
from ....indexer.text.normalize import clean

OURS = Path(__file__).with_name("aliases.toml")
"""The groups that come with malmoi."""


@dataclass(frozen=True, slots=True)
class AliasGroup:
    """Names of one thing, and words that are narrower or less certain.

    ``replaces`` is for a group of the owner's: the groups before that share a name with it are dropped. One that has
    a single name and nothing else only drops them.
    """

    names: tuple[str, ...]
    related: tuple[str, ...] = ()
    note: str = ""
    replaces: bool = False

    def joined(self, other: AliasGroup) -> AliasGroup:
        """This group with what another one adds."""
        names = tuple(dict.fromkeys((*self.names, *other.names)))
        related = tuple(name for name in dict.fromkeys((*self.related, *other.related)) if name not in names)
        return replace(self, names=names, related=related)


@dataclass(frozen=True, slots=True)
class AliasFile:
    """The contents of a file: its groups, and pairs of names that the owner refused."""

    groups: tuple[AliasGroup, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@cache
def our_groups() -> tuple[AliasGroup, ...]:
    """The groups that come with malmoi."""
    return read_aliases(OURS).groups


def layered(groups: Iterable[AliasGroup], others: Iterable[AliasGroup]) -> list[AliasGroup]:
    """``groups`` with the owner's: each of ``others`` joins every group that has one of its names, or replaces it."""
    result = dict(enumerate(groups))
    places: dict[str, list[int]] = {}
    for at, group in result.items():
        for name in group.names:
            places.setdefault(name_key(name), []).append(at)
    added = []
    for other in others:
        met = sorted({at for name in other.names for at in places.get(name_key(name), ()) if at in result})
        for at in met:
            result[at] = result[at].joined(other)
            if other.replaces:
                del result[at]
        if (other.replaces or not met) and (len(other.names) > 1 or other.related):
            added.append(other)
    return [*result.values(), *added]


def read_aliases(path: Path) -> AliasFile:
    """The contents of a file. Raises ConfigError, which names the file, the group and what to write."""
    return parse_aliases(text_of(path), path)


def is_there(path: Path) -> bool:
    """True if there is a file. Raises ConfigError where the system does not say: it must not look like an empty one."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise ConfigError("aliases", f"cannot be read: {error.strerror}", str(path)) from error
    return True


def text_of(path: Path) -> str:
    """The text of a file. Raises ConfigError where it cannot be read."""
    try:
        return read_toml(path)
    except OSError as error:
        raise ConfigError("aliases", f"cannot be read: {error.strerror or error}", str(path)) from error
    except ValueError as error:
        raise ConfigError("aliases", str(error), str(path)) from error


def parse_aliases(text: str, path: Path) -> AliasFile:
    """The contents of ``text``, which is meant for the file ``path``. Raises ConfigError as ``read_aliases`` does."""
    try:
        values = load_toml(text)
    except ValueError as error:
        raise ConfigError("aliases", str(error), str(path)) from error
    for key in values.keys() - {"group", "refused"}:
        raise ConfigError(key, "is unknown; write [[group]] above each list of names", str(path))
    groups = tuple(_group(table, place) for place, table in _tables(values, "group", path))
    refused = tuple(_refused(table, place) for place, table in _tables(values, "refused", path))
    return AliasFile(groups, refused)


@dataclass(frozen=True, slots=True)
class _Place:
    """The file and the group, for errors."""

    path: Path
    kind: str
    number: int

    def error(self, key: str, problem: str) -> ConfigError:
        return ConfigError(f"{self.kind}.{key}", problem, f"{self.path}, [[{self.kind}]] number {self.number}")


def _tables(values: dict[str, Any], kind: str, path: Path) -> Iterator[tuple[_Place, dict[str, Any]]]:
    tables = values.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(kind, f"is not a list of tables; write [[{kind}]] with two brackets", str(path))
    return ((_Place(path, kind, number), table) for number, table in enumerate(tables, 1))


def _group(table: dict[str, Any], place: _Place) -> AliasGroup:
    for key in table.keys() - {"names", "related", "note", "replaces"}:
        raise place.error(key, "is unknown (there are: names, related, note, replaces)")
    names, related = _names(table, "names", place), _names(table, "related", place)
    note, replaces = table.get("note", ""), table.get("replaces", False)
    if not isinstance(note, str):
        raise place.error("note", f"{shown(note)} is not a text in quotes")
    if not isinstance(replaces, bool):
        raise place.error("replaces", f"{shown(replaces)} is neither true nor false")
    if not names or (len(names) < 2 and not related and not replaces):
        raise place.error("names", 'needs two names or more, as in names = ["이주노조", "MTU"]')
    return AliasGroup(names, related, note, replaces)


def _refused(table: dict[str, Any], place: _Place) -> tuple[str, str]:
    names = _names(table, "names", place)
    if len(names) != 2:
        raise place.error("names", 'needs two names, as in names = ["기자회견", "MWTV"]')
    return names[0], names[1]


def _names(table: dict[str, Any], key: str, place: _Place) -> tuple[str, ...]:
    given = table.get(key, [])
    if not isinstance(given, Sequence) or isinstance(given, str) or not all(isinstance(name, str) for name in given):
        raise place.error(key, f'is not a list of names, as in {key} = ["이주노조", "MTU"]')
    names = tuple(" ".join(narrow(clean(name)).split()) for name in given)
    for name, typed in zip(names, given, strict=True):
        if not any(map(str.isalnum, name)):
            raise place.error(key, f"{typed!r} has neither letters nor digits")
    return names
