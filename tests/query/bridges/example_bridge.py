"""A bridge to copy: units of measure, 킬로미터 = km = kilometre.

In the package its imports are relative; a switch in ``config.Bridges`` and a line in ``query/expansion/registry.py`` make it
known. A large table goes into a file beside it, which ``pyproject.toml`` lists as package data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from malmoi.query.bridges.bridge import QueryWord, Variant, Vocabulary

_WEIGHT = 0.95
_UNITS = """
킬로미터 킬로 km kilometer kilometre
센티미터 센티 cm centimeter centimetre
킬로그램 킬로 kg kilogram
"""


class Units:
    """What else a unit is called, in both languages and short. 킬로 alone may be either of two."""

    name = "units"
    most_words = 1

    def variants(self, run: Sequence[QueryWord], vocabulary: Vocabulary) -> Iterator[Variant]:
        """The other names of the unit that ``run`` is, with or without a particle."""
        names = dict.fromkeys((run[0].typed.casefold(), run[0].lemma.casefold()))
        others = dict.fromkeys(other for name in names for other in units().get(name, ()))
        for other in others:
            if other not in names and vocabulary.has(other):
                yield Variant(other, _WEIGHT)


@cache
def units() -> Mapping[str, Sequence[str]]:
    """All names of each unit by any of them, made when a search first asks for one."""
    found: dict[str, list[str]] = {}
    for line in _UNITS.strip().splitlines():
        for name in line.split():
            found.setdefault(name, []).extend(line.split())
    return found
