"""The public API (face): what ``import malmoi`` promises to embedders."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import malmoi

FACE = """
    open Index Document Config load_config
    Where Page Hit Snippet Expansion Suggestion FacetCount Explanation Stats SyncReport
    MalmoiError ConfigError AliasError SourceError AnalysisError MissingExtraError StoreError IndexMissingError
    ForeignFolderError FingerprintError FormatError DamagedIndexError LockedError ArgumentError QueryError QueryTimeout
    keep_memory
    Tagger Morpheme UserWord
    DoctorReport LostWord check CheckReport Problem repair RepairReport rebuild backup BackupReport
    __version__
"""


def test_the_face_is_this_list() -> None:
    """A name enters or leaves the public face only together with this list."""
    assert set(malmoi.__all__) == set(FACE.split())
    assert len(malmoi.__all__) == len(set(malmoi.__all__))


@pytest.mark.parametrize("name", sorted(set(FACE.split()) - {"__version__"}))
def test_a_public_name_says_what_it_is(name: str) -> None:
    """Every public name can be imported and has a docstring of its own."""
    found = getattr(malmoi, name)
    assert inspect.getdoc(found)
    assert not (inspect.isclass(found) and (found.__doc__ or "").startswith(f"{name}("))  # a dataclass's own


@pytest.mark.parametrize("cls", [malmoi.Index, malmoi.Document, malmoi.Snippet, malmoi.Explanation, malmoi.SyncReport])
def test_a_public_method_says_what_it_does(cls: type) -> None:
    """Every public method and property of what an embedder holds has a docstring."""
    bare = [
        name
        for name, member in inspect.getmembers(
            cls, lambda member: inspect.isfunction(member) or isinstance(member, property)
        )
        if not name.startswith("_") and not inspect.getdoc(member)
    ]
    assert not bare


def test_version() -> None:
    """The version of the package is the one of pyproject.toml."""
    project = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert malmoi.__version__ in re.findall(r'^version = "(.*)"$', project, re.MULTILINE)
