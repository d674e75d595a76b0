"""The distribution: what pyproject.toml lists is what the tree has."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {"tests", "benchmarks", "docs", "build"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]


def tree() -> set[str]:
    """Every package of the tree: the folders with an ``__init__.py``, all the way up."""
    found = {"malmoi"}
    for init in ROOT.rglob("__init__.py"):
        parts = init.relative_to(ROOT).parent.parts
        if parts and parts[0] not in OUTSIDE and not parts[0].startswith("."):
            found.add(".".join(("malmoi", *parts)))
    return found


def folder(package: str) -> Path:
    """Where a package is in the tree."""
    return ROOT.joinpath(*package.split(".")[1:])


def test_every_package_is_listed() -> None:
    """A folder of code that pyproject.toml does not list would be missing from a wheel."""
    assert set(SETUPTOOLS["packages"]) == tree()


def test_every_folder_of_code_is_a_package() -> None:
    """A folder with Python files has an ``__init__.py``, without which it would be left out silently."""
    homes = {path.parent for package in tree() for path in folder(package).glob("*.py")}
    deeper = {path.parent for package in tree() - {"malmoi"} for path in folder(package).rglob("*.py")}
    assert deeper <= homes


def test_package_data() -> None:
    """Types and samples come with a wheel, and every pattern finds something."""
    data = SETUPTOOLS["package-data"]
    assert "py.typed" in data["malmoi"]
    assert any(pattern.startswith("samples/") for pattern in data["malmoi.corpora"])
    for package, patterns in data.items():
        for pattern in patterns:
            assert any(path.is_file() for path in folder(package).glob(pattern)), f"{package} has no {pattern}"


def test_other_files_are_covered() -> None:
    """Every file of a package that is not Python is named by package-data."""
    covered = {
        path
        for package, patterns in SETUPTOOLS["package-data"].items()
        for at in patterns
        for path in folder(package).glob(at)
    }
    homes = [folder(package) for package in tree() - {"malmoi"}]
    others = {
        path for home in homes for path in home.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    caches = {path for path in others if any(part.startswith(".") for part in path.relative_to(ROOT).parts)}
    assert others - caches <= covered


def test_the_command() -> None:
    """``malmoi`` on the command line is the cli's main."""
    assert PROJECT["project"]["scripts"] == {"malmoi": "malmoi.cli:main"}
