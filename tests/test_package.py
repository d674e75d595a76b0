"""The distribution: what pyproject.toml lists is what the tree has."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTSIDE = {"tests", "benchmarks", "docs", "examples", "build"}
NO_PACKAGES = {".ci", ".github", ".types", "benchmarks", "docs", "examples", "scripts", "tests"}
"""The other top folders of the repository."""
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


def test_every_top_folder_is_listed() -> None:
    """The repository has no top folder that is neither a package nor listed here, such as one that a test left."""
    git = ["git", "-C", str(ROOT), "ls-files", "-z"]
    files = subprocess.run(git, capture_output=True, text=True, check=False).stdout.split("\0")  # none without .git
    packages = {name.split(".")[1] for name in SETUPTOOLS["packages"] if "." in name}
    assert {name.split("/")[0] for name in files if "/" in name} <= packages | NO_PACKAGES


def test_every_dependency_has_its_reason() -> None:
    """The table of dependencies in ARCHITECTURE.md has exactly the packages that pyproject.toml requires."""
    required = {re.split("[<>=]", line)[0] for line in PROJECT["project"]["dependencies"]}
    section = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("\n## Dependencies\n")[2]
    listed = re.findall(r"^\| ([\w-]+) \|", section.partition("\n## ")[0], re.MULTILINE)
    assert set(listed) - {"Package"} == required
