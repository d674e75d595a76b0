"""Settings: where each comes from, and what is said about one that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from malmoi.config import Config, load
from malmoi.errors import ConfigError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults(folder: Path) -> None:
    """Without a file and variables every setting has its default."""
    assert load(environ={}) == Config()


def test_the_file_of_the_current_folder(folder: Path) -> None:
    """malmoi.toml of the current folder is read without being named; what it leaves out keeps its default."""
    (folder / "malmoi.toml").write_text("[ranking]\nk1 = 0.6\n", encoding="utf-8")
    config = load(environ={})
    assert (config.ranking.k1, config.ranking.b) == (0.6, Config().ranking.b)


def test_precedence(folder: Path) -> None:
    """A flag beats a variable, a variable beats the file, the file beats the default."""
    (folder / "malmoi.toml").write_text("[search]\nlimit = 20\nenough = 21\nsnippet = 22\n", encoding="utf-8")
    from_file = load(environ={"MALMOI_SEARCH_ENOUGH": "31", "MALMOI_SEARCH_SNIPPET": "32"})
    search = from_file.override({"search": {"snippet": 42}}, "the command line").search
    assert (search.limit, search.enough, search.snippet) == (20, 31, 42)


def test_a_named_file_beats_the_variable_that_names_one(folder: Path) -> None:
    """``load(path)`` reads that file, not the one of MALMOI_CONFIG, and not the one of the folder."""
    for name, limit in (("malmoi.toml", 1), ("variable.toml", 2), ("named.toml", 3)):
        (folder / name).write_text(f"[search]\nlimit = {limit}\n", encoding="utf-8")
    environ = {"MALMOI_CONFIG": "variable.toml"}
    assert load(environ={}).search.limit == 1
    assert load(environ=environ).search.limit == 2
    assert load("named.toml", environ).search.limit == 3


def test_a_file_saved_by_notepad(folder: Path) -> None:
    """A byte order mark before the first section does no harm."""
    (folder / "malmoi.toml").write_text("[search]\nlimit = 4\n", encoding="utf-8-sig")
    assert load(environ={}).search.limit == 4


def test_other_variables_mean_nothing(folder: Path) -> None:
    """Variables of other programs, and MALMOI_INDEX, which is the command line's, are left alone."""
    assert load(environ={"MALMOI_INDEX": "x", "MALMOI_DEBUG": "1", "SEARCH_LIMIT": "3"}) == Config()


WRONG: tuple[tuple[str, Mapping[str, str], str], ...] = (
    (
        "[serch]\nlimit = 1",
        {},
        "'serch' in malmoi.toml: there is no such section (there are: analysis, sources, fields, ranking, search",
    ),
    ("limit = 1", {}, "'limit' in malmoi.toml: there is no such section"),
    ("[override]\nx = 1", {}, "'override' in malmoi.toml: there is no such section"),
    ("[search]\nlimits = 1", {}, "'search.limits' in malmoi.toml: is unknown (there are: limit, enough, snippet)"),
    ("[search]\nlimit = 'ten'", {}, "'search.limit' in malmoi.toml: 'ten' is not a int"),
    ("[search]\nlimit = 1.5", {}, "'search.limit' in malmoi.toml: 1.5 is not a int"),
    ("[search]\nlimit = true", {}, "'search.limit' in malmoi.toml: True is not a int"),
    ("[search]\nlimit = [1]", {}, "'search.limit' in malmoi.toml: [1] is not a int"),
    ("[search]\nlimit = -1", {}, "'search.limit' in malmoi.toml: -1 is negative"),
    ("[ranking]\nk1 = -0.1", {}, "'ranking.k1' in malmoi.toml: -0.1 is negative"),
    ("[ranking]\nk1 = nan", {}, "'ranking.k1' in malmoi.toml: nan is not a float"),
    (f"[ranking]\nk1 = {10**400}", {}, "000… is not a float"),
    ("[analysis]\ntagger = {}", {}, "'analysis.tagger' in malmoi.toml: {} is not a str"),
    ("", {"MALMOI_SEARCH_LIMIT": "x"}, "'search.limit' in the environment: 'x' is not a int"),
    ("", {"MALMOI_SEARCH_LIMITS": "1"}, "'search.limits' in the environment: is unknown"),
    ("", {"MALMOI_LIMITS_LOCK_SECONDS": "-1"}, "'limits.lock_seconds' in the environment: '-1' is negative"),
    ("[search", {}, "'malmoi.toml': is not TOML: "),
    ("[ranking]\nk1 = inf", {}, "'ranking.k1' in malmoi.toml: inf is more than 1e+06"),
    ("[ranking]\ntitle = 1e300", {}, "'ranking.title' in malmoi.toml: 1e+300 is more than 1e+06"),
    ("[ranking]\nb = 1.5", {}, "'ranking.b' in malmoi.toml: 1.5 is more than 1"),
    ("[ranking]\nrecency_days = 0", {}, "'ranking.recency_days' in malmoi.toml: 0 is less than 0.001"),
    ("[limits]\nfile_bytes = 0x" + "f" * 5000, {}, "'limits.file_bytes' in malmoi.toml: a int is more than 1e+12"),
    ("[bridges]\nhanja = 0x" + "f" * 5000, {}, "'bridges.hanja' in malmoi.toml: a int is not a bool"),
    ("[search]\nlimit = " + "[" * 5000, {}, "'malmoi.toml': is nested too deep"),
    ("[search]\nlimit = " + "9" * 5000, {}, "'malmoi.toml': is not TOML: "),
    ("a" + ".a" * 5000 + " = 1", {}, "'malmoi.toml': has keys of too many parts"),
    ("x = '" + "x" * (4 << 20) + "'", {}, "'malmoi.toml': is larger than 4,194,304 bytes"),
)


@pytest.mark.parametrize(("text", "environ", "said"), WRONG)
def test_a_wrong_setting_is_named(folder: Path, text: str, environ: Mapping[str, str], said: str) -> None:
    """A bad setting is an error that names the setting, where it stands and what is wrong with it."""
    (folder / "malmoi.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(environ=environ)
    assert said in str(caught.value)


def test_a_file_that_is_not_there(folder: Path) -> None:
    """A file that was named has to be there, and in UTF-8."""
    with pytest.raises(ConfigError, match=r"'x\.toml': cannot be read: No such file"):
        load("x.toml", {})
    (folder / "cp949.toml").write_bytes("# 설정".encode("cp949"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load("cp949.toml", {})


def test_numbers_as_people_write_them(folder: Path) -> None:
    """A whole number stands for a float, and variables are text that is read as their setting's type."""
    (folder / "malmoi.toml").write_text("[ranking]\nk1 = 1\n", encoding="utf-8")
    config = load(environ={"MALMOI_RANKING_B": "0.75", "MALMOI_LIMITS_FILE_BYTES": "1_000"})
    assert (config.ranking.k1, config.ranking.b, config.limits.file_bytes) == (1.0, 0.75, 1000)
    assert isinstance(config.ranking.k1, float)


def test_every_setting_explains_itself() -> None:
    """Every setting has a sentence under it: the manual is made of them."""
    import ast
    import inspect

    from malmoi import config

    for node in ast.parse(inspect.getsource(config)).body:
        if isinstance(node, ast.ClassDef) and node.name != "Config":
            kinds = [type(item).__name__ for item in node.body[1:]]
            assert kinds == ["AnnAssign", "Expr"] * (len(kinds) // 2), node.name
    assert [field.name for field in fields(Config)] == [
        "analysis",
        "sources",
        "fields",
        "ranking",
        "search",
        "bridges",
        "typing",
        "limits",
        "web",
    ]
