"""Taggers: which morphemes is this Korean text made of?"""

from __future__ import annotations

from importlib import import_module

from ...errors import ConfigError
from .names import NAMES
from .tagger import Morpheme, Tagger, UserWord

TAGGERS = {
    "mecab": (".mecab", "MecabTagger"),
    "okt": (".java", "OktTagger"),
    "komoran": (".java", "KomoranTagger"),
    "hannanum": (".java", "HannanumTagger"),
    "kkma": (".java", "KkmaTagger"),
    "kiwi": (".kiwi", "KiwiTagger"),
}
"""Where each tagger is; nothing is imported before it is asked for."""

__all__ = ["TAGGERS", "Morpheme", "Tagger", "UserWord", "make_tagger"]


def make_tagger(name: str, user_words: tuple[UserWord, ...] = ()) -> Tagger:
    """The tagger called ``name``, which keeps our names and ``user_words`` whole.

    ConfigError if there is none, MissingExtraError if its packages are not there.
    """
    if name not in TAGGERS:
        raise ConfigError("analysis.tagger", f"there is no {name!r} (there are: {', '.join(TAGGERS)})")
    module, cls = TAGGERS[name]
    tagger: Tagger = getattr(import_module(module, __name__), cls)((*NAMES, *user_words))
    return tagger
