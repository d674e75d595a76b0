"""Checks that the tree is ready to be released: version, changelog and wheel agree. Exit status 1 where they do not.

    python scripts/check_release.py [WHEEL]

Without WHEEL one is built. It needs pip, and setuptools from a package index or from pip's cache.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from email.parser import Parser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HEADING = re.compile(r"^## \[(?P<version>[^]]+)\] - (?P<day>.+)$", re.MULTILINE)
OUTSIDE = re.compile(r"malmoi/(tests|benchmarks|scripts|docs|examples)/")


def main() -> int:
    """Prints what is wrong, a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path, nargs="?", metavar="WHEEL")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout [default: this one]")
    given = parser.parse_args()
    project = tomllib.loads((given.root / "pyproject.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        wheel = given.wheel or built(given.root, Path(folder))
        wrong = [*version_problems(given.root, project), *wheel_problems(wheel, given.root, project)]
    print(*wrong or [f"malmoi {project['project']['version']} can be released"], sep="\n")
    return 1 if wrong else 0


def version_problems(root: Path, project: dict[str, Any]) -> Iterator[str]:
    """Where the version is not the same everywhere, is in no changelog, has no day, or is tagged already."""
    version = project["project"]["version"]
    if f'__version__ = "{version}"' not in (root / "__init__.py").read_text(encoding="utf-8"):
        yield f"__init__.py: __version__ is not {version}, the version in pyproject.toml"
    newest = HEADING.search((root / "CHANGELOG.md").read_text(encoding="utf-8"))
    if newest is None or newest["version"] != version:
        yield f"CHANGELOG.md: the top section is not [{version}]"
    elif not _is_day(newest["day"]):
        yield f"CHANGELOG.md: [{version}] has no day such as {date.today()}, but {newest['day']!r}"
    tags = subprocess.run(
        ["git", "-C", root, "tag", "--list", f"v{version}"], capture_output=True, text=True, check=False
    )
    if tags.stdout.strip():
        yield f"git: the tag v{version} exists already; raise the version"


def wheel_problems(wheel: Path, root: Path, project: dict[str, Any]) -> Iterator[str]:
    """Where the wheel has another version, lacks a file of a package, or has one that is not for users."""
    version, settings = project["project"]["version"], project["tool"]["setuptools"]
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        info = f"malmoi-{version}.dist-info"
        if f"{info}/METADATA" not in names:
            yield f"{wheel.name}: is not of version {version}"
            return
        metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode("utf-8"))
    if metadata["Requires-Python"] != project["project"]["requires-python"]:
        yield f"{wheel.name}: is for Python {metadata['Requires-Python']}, not as pyproject.toml says"
    if f"{info}/licenses/LICENSE" not in names:
        yield f"{wheel.name}: has no LICENSE"
    for package in settings["packages"]:
        folder = root.joinpath(*package.split(".")[1:])
        patterns = ("*.py", *settings["package-data"].get(package, ()))
        files = (path for pattern in patterns for path in folder.glob(pattern) if path.is_file())
        for path in sorted(files):
            name = f"malmoi/{path.relative_to(root).as_posix()}"
            if name not in names:
                yield f"{wheel.name}: lacks {name}"
    yield from (f"{wheel.name}: has {name}, which is not for users" for name in sorted(names) if OUTSIDE.match(name))


def built(root: Path, folder: Path) -> Path:
    """The wheel of the tree."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    shutil.rmtree(root / "build", ignore_errors=True)  # files of an earlier build would get into the wheel
    subprocess.run([*command, "--wheel-dir", folder, root], check=True)
    shutil.rmtree(root / "build", ignore_errors=True)
    return next(folder.glob("malmoi-*.whl"))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
