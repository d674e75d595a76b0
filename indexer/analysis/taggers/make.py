"""The taggers by name, and making one."""

from __future__ import annotations

from importlib import import_module

from ....errors import ConfigError
from .custom import CustomTagger
from .names import NAMES
from .tagger import Tagger, UserWord

TAGGERS = {
    "mecab": (".mecab", "MecabTagger"),
    "okt": (".java", "OktTagger"),
    "komoran": (".java", "KomoranTagger"),
    "hannanum": (".java", "HannanumTagger"),
    "kkma": (".java", "KkmaTagger"),
    "kiwi": (".kiwi", "KiwiTagger"),
}
"""The module of each tagger, imported on first use."""


def make_tagger(name: str | Tagger, user_words: tuple[UserWord, ...] = ()) -> Tagger:
    """The tagger called ``name``, or that object, which keeps our names and ``user_words`` whole.

    ConfigError if there is none, MissingExtraError if its packages are not there.
    """
    if not isinstance(name, str):
        return CustomTagger(name, (*NAMES, *user_words))
    if name not in TAGGERS:
        raise ConfigError("analysis.tagger", f"there is no {name!r} (there are: {', '.join(TAGGERS)})")
    module, cls = TAGGERS[name]
    tagger: Tagger = getattr(import_module(module, __package__), cls)((*NAMES, *user_words))
    return tagger
