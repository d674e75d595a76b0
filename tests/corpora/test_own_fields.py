"""Fields of one's own in sources: the keys that ``[fields]`` names are brought along by every kind of file."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

import malmoi
from malmoi.config import load
from malmoi.errors import ConfigError

SETTINGS = """
[fields]
price = "number"
category = "text"
rated = "boolean"
made = "date"
seen = "list"
"unit_price" = "number"
"가격" = "number"
"""


@pytest.fixture
def config(tmp_path: Path) -> malmoi.Config:
    """The settings above."""
    path = tmp_path / "malmoi.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    return load(path, {})


def indexed(tmp_path: Path, config: malmoi.Config, name: str, text: str, **options: Any) -> tuple[list[Any], list[str]]:
    """The data of the documents in a file, and the notes about it."""
    source = tmp_path / "source"
    source.mkdir(parents=True, exist_ok=True)
    (source / name).write_text(text, encoding="utf-8")
    with malmoi.open(tmp_path / "index", config=config) as index:
        report = index.sync(source, **options)
        assert not [one for one in report.skipped if one.kind != "note"]
        return [document.data for document in index.documents()], [one.reason for one in report.skipped]


LINES = (
    {
        "id": "a",
        "body": "책 이야기",
        "price": 1200,
        "category": "책",
        "rated": True,
        "made": "2024-07-02",
        "seen": ["x", "y"],
    },
    {"id": "b", "body": "옷 이야기", "price": "1,200.5", "rated": "no", "made": "2024.7", "seen": "x, y", "other": 5},
    {"id": "c", "body": "빈 이야기", "price": None, "category": "", "Unit Price": 3, "가격": "-5"},
)
DATA = [
    {"price": 1200, "category": "책", "rated": True, "made": dt.date(2024, 7, 2), "seen": ["x", "y"]},
    {"price": 1200.5, "rated": False, "made": dt.date(2024, 7, 1), "seen": ["x", "y"]},
    {"unit_price": 3, "가격": -5},
]


@pytest.mark.parametrize("workers", [1, 2])
def test_json_lines(tmp_path: Path, config: malmoi.Config, workers: int) -> None:
    """Keys beside those of a document; those that are not named are left out."""
    text = "\n".join(map(json.dumps, LINES))
    assert indexed(tmp_path, config, "posts.jsonl", text, workers=workers) == (DATA, [])


def test_a_list_of_objects(tmp_path: Path, config: malmoi.Config) -> None:
    """The same in one file of JSON, and from standard input."""
    assert indexed(tmp_path, config, "posts.json", json.dumps(LINES)) == (DATA, [])
    with malmoi.open(tmp_path / "other", config=config) as index:
        index.add_stream(io.BytesIO("\n".join(map(json.dumps, LINES)).encode()))
        assert [document.data for document in index.documents()] == DATA


def test_tables(tmp_path: Path, config: malmoi.Config) -> None:
    """Cells are texts, which become values of the kind."""
    table = 'id,body,Price,category,rated,made,seen\na,책 이야기,1200,책,true,2024-07-02,"x,y"\nb,빈 이야기,,,,,\n'
    assert indexed(tmp_path, config, "posts.csv", table) == ([DATA[0], {}], [])


def test_front_matter(tmp_path: Path, config: malmoi.Config) -> None:
    """Of Markdown and of HTML."""
    matter = "---\ntitle: 책\nprice: 1200\ncategory: 책\nrated: true\nmade: 2024-07-02\nseen: [x, y]\n---\n"
    assert indexed(tmp_path, config, "post.md", f"{matter}책 이야기") == ([DATA[0]], [])
    assert indexed(tmp_path / "html", config, "post.html", f"{matter}<p>책 이야기</p>") == ([DATA[0]], [])


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [("price", "싸다", "a number"), ("price", [1], "a number"), ("rated", "maybe", "true or false"),
     ("made", "soon", "a date"), ("category", ["a"], "text"), ("seen", {"a": 1}, "a list of texts"),
     ("price", "9" * 400, "a number"), ("price", "1e999", "a number"), ("price", True, "a number")],
)  # fmt: skip
def test_a_value_of_another_kind_is_a_note(
    tmp_path: Path, config: malmoi.Config, name: str, value: object, kind: str
) -> None:
    """The document is indexed without it."""
    text = json.dumps({"id": "a", "body": "책", name: value, "가격": 5})
    data, notes = indexed(tmp_path, config, "posts.jsonl", text)
    assert data == [{"가격": 5}]
    assert len(notes) == 1
    assert notes[0].startswith(f"{name}: ")
    assert notes[0].endswith(f"is not {kind}")


def test_a_field_of_another_kind_in_the_index(tmp_path: Path, config: malmoi.Config) -> None:
    """The document is listed with the reason, and the others are indexed."""
    with malmoi.open(tmp_path / "index", config=config) as index:
        index.add(malmoi.Document(id="x", body="책", data={"price": "싸다"}))
        (tmp_path / "posts.jsonl").write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
        report = index.sync(tmp_path / "posts.jsonl")
        assert index.ids() == ["x", "c"]
        assert ["data.price" in one.reason for one in report.skipped] == [True, True]
        index.delete("x")
        assert index.sync(tmp_path / "posts.jsonl", thorough=True).added == 2


def test_settings_of_fields(tmp_path: Path) -> None:
    """From the file, the environment and Python; a wrong one is an error that names it."""
    assert load(environ={"MALMOI_FIELDS_PRICE": "number"}).fields.kinds == (("price", "number"),)
    chosen = malmoi.Config().override({"fields": {"a": "text"}}, "a test").override({"fields": {"b": "date"}}, "a test")
    assert chosen.fields.kinds == (("a", "text"), ("b", "date"))
    with pytest.raises(ConfigError, match=r"fields\.a"):
        malmoi.Config().override({"fields": {"a": 5}}, "a test")
    for wrong in ({"a": "money"}, {"title": "text"}, {"a b": "text"}):
        config = malmoi.Config().override({"fields": wrong}, "a test")
        with malmoi.open(tmp_path / "index", config=config) as index, pytest.raises(ConfigError, match="fields"):
            index.sync(tmp_path)
