"""Reads letters sound by sound, and keeps the cheapest way to every place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .sounds import Sound

Places = dict[int, float]
"""State: number of letters read, and the lowest cost of reading them."""


class Acceptor:
    """Letters, and which sounds they may be read as.

    Whatever matches ``vowels`` may stand for any vowel, at the cost ``odd_vowel``.
    """

    def __init__(self, letters: str, vowels: re.Pattern[str], odd_vowel: float) -> None:
        self._letters = letters
        self._vowels = vowels
        self._odd_vowel = odd_vowel
        self._steps: dict[tuple[int, Sound], tuple[tuple[int, float], ...]] = {}

    def after(self, places: Places, sounds: Iterable[Sound], limit: float) -> Places:
        """The states after some more sounds, at a cost of at most ``limit``."""
        for sound in sounds:
            places = self._after(places, sound, limit)
        return places

    def _after(self, places: Places, sound: Sound, limit: float) -> Places:
        reached: Places = {}
        for place, paid in places.items():
            steps = self._steps.get((place, sound))
            for end, cost in self._find_steps(place, sound) if steps is None else steps:
                if paid + cost <= reached.get(end, limit):
                    reached[end] = paid + cost
        return reached

    def _find_steps(self, place: int, sound: Sound) -> tuple[tuple[int, float], ...]:
        """The ends of a sound that begins at a place, with their costs."""
        found: Places = {}
        odd = self._vowels.match(self._letters, place)
        if odd and sound.is_vowel:
            found[odd.end()] = self._odd_vowel
        for end in range(place, min(place + sound.longest, len(self._letters)) + 1):
            cost = sound.spellings.get(self._letters[place:end])
            if cost is not None:
                found[end] = cost
        steps = self._steps[place, sound] = tuple(found.items())
        return steps
