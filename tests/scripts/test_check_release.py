"""scripts/check_release.py: a release whose version, changelog or wheel is wrong is refused with the reason."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "check_release.py"
PROJECT = """
[project]
version = "1.2.0"
requires-python = ">=3.11"
[tool.setuptools]
packages = ["malmoi", "malmoi.query"]
package-data = { "malmoi.query" = ["*.tsv"] }
"""
CHANGELOG = "# Changelog\n\n## [1.2.0] - 2024-05-01\n\n- Words\n\n## [1.1.0] - unreleased\n"
WHEEL = {
    "malmoi/__init__.py": "",
    "malmoi/query/__init__.py": "",
    "malmoi/query/words.tsv": "",
    "malmoi-1.2.0.dist-info/METADATA": "Version: 1.2.0\nRequires-Python: >=3.11\n",
    "malmoi-1.2.0.dist-info/licenses/LICENSE": "",
}
TREE = {
    "pyproject.toml": PROJECT,
    "CHANGELOG.md": CHANGELOG,
    "__init__.py": '__version__ = "1.2.0"\n',
    "query/__init__.py": "",
    "query/words.tsv": "",
}


def checked(folder: Path, tree: dict[str, str], wheel: dict[str, str]) -> tuple[int, str]:
    """Exit status and output for a tree and a wheel."""
    for name, text in tree.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "malmoi-1.2.0-py3-none-any.whl", "w") as archive:
        for name, text in wheel.items():
            archive.writestr(name, text)
    command = [sys.executable, str(SCRIPT), str(folder / "malmoi-1.2.0-py3-none-any.whl"), "--root", str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert not done.stderr
    return done.returncode, done.stdout


def without(files: dict[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in files.items() if other != name}


def test_a_release(tmp_path: Path) -> None:
    """Where all agree the version is named."""
    assert checked(tmp_path, TREE, WHEEL) == (0, "malmoi 1.2.0 can be released\n")


@pytest.mark.parametrize(
    ("tree", "wheel", "problem"),
    [
        (TREE | {"__init__.py": '__version__ = "1.1.0"\n'}, WHEEL, "__version__ is not 1.2.0"),
        (TREE | {"CHANGELOG.md": CHANGELOG.replace("1.2.0", "1.3.0")}, WHEEL, "the top section is not [1.2.0]"),
        (TREE | {"CHANGELOG.md": CHANGELOG.replace("2024-05-01", "unreleased")}, WHEEL, "but 'unreleased'"),
        (TREE, without(WHEEL, "malmoi/query/words.tsv"), "lacks malmoi/query/words.tsv"),
        (TREE, without(WHEEL, "malmoi/query/__init__.py"), "lacks malmoi/query/__init__.py"),
        (TREE, WHEEL | {"malmoi/tests/test_a.py": ""}, "has malmoi/tests/test_a.py"),
        (TREE, without(WHEEL, "malmoi-1.2.0.dist-info/METADATA"), "is not of version 1.2.0"),
        (TREE, without(WHEEL, "malmoi-1.2.0.dist-info/licenses/LICENSE"), "has no LICENSE"),
        (TREE | {"pyproject.toml": PROJECT.replace(">=3.11", ">=3.12")}, WHEEL, "is for Python >=3.11"),
    ],
)
def test_what_is_wrong(tmp_path: Path, tree: dict[str, str], wheel: dict[str, str], problem: str) -> None:
    """Each fault is named, and the exit status is 1."""
    status, told = checked(tmp_path, tree, wheel)
    assert status == 1
    assert problem in told


def test_a_version_that_is_out_already(tmp_path: Path) -> None:
    """A tag of the version exists."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "-m", "a"], check=True)
    subprocess.run([*git, "tag", "v1.2.0"], check=True)
    status, told = checked(tmp_path, TREE, WHEEL)
    assert status == 1
    assert "the tag v1.2.0 exists already" in told
