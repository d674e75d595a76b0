"""The time zone: a moment with a zone is shown, filtered and sorted by the clocks of one place, which are Seoul's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import malmoi
from malmoi import Config, Document, FingerprintError
from malmoi.errors import ConfigError
from malmoi.index import Index

DATES = {
    "night": "2007-12-09T01:00+09:00",
    "greenwich": "2007-12-08T16:30:00Z",
    "pacific": "2007-12-08T09:00:00-08:00",
    "naive": "2007-12-08T23:50:00",
    "day": "2007-12-08",
    "none": None,
}
IN_SEOUL = {
    "night": "2007-12-09T01:00:00+09:00",
    "greenwich": "2007-12-09T01:30:00+09:00",
    "pacific": "2007-12-09T02:00:00+09:00",
    "naive": "2007-12-08T23:50:00",
    "day": "2007-12-08",
    "none": None,
}


def set_to(timezone: str) -> Config:
    return Config().override({"sources": {"timezone": timezone}}, "the test")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "dated.idx"


@pytest.fixture
def index(folder: Path) -> Iterator[Index]:
    with malmoi.open(folder, config=Config()) as index:
        index.add_all(Document(id=id_, body="만남", date=date) for id_, date in DATES.items())
        yield index


def found(index: Index, query: str = "만남", **options: object) -> str:
    return " ".join(sorted(hit.id for hit in index.search(query, **options).hits))  # type: ignore[arg-type]


def test_shown_as_counted(index: Index) -> None:
    """A hit shows the day that filters compare; what tells no zone is as it was written."""
    hits = {hit.id: hit for hit in index.search("만남").hits}
    assert {id_: hit.to_json()["date"] for id_, hit in hits.items()} == IN_SEOUL
    for id_, hit in hits.items():
        if hit.date:
            assert id_ in found(index, f"만남 date:{hit.date[:10]}").split()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date:2007-12-08", "day naive"),
        ("date:2007.12.9", "greenwich night pacific"),
        ("since:2007-12-09T01:30", "greenwich pacific"),
        ("since:2007-12-08T16:30Z", "greenwich pacific"),
        ("until:2007-12-08T08:45:00-08:00", "day greenwich naive night"),
    ],
)
def test_filters(index: Index, query: str, expected: str) -> None:
    """A day in a query is a day in Seoul, and a moment with a zone is the same moment there."""
    assert found(index, f"만남 {query}") == expected
    name, _, date = query.partition(":")
    if name != "date":
        assert found(index, **{name: date}) == expected


def test_sorted_by_the_same_clocks(index: Index) -> None:
    """Newest first goes by what is shown."""
    newest = [hit.id for hit in index.search("만남", sort="newest").hits]
    assert newest == ["pacific", "greenwich", "night", "naive", "day", "none"]


def test_another_zone(folder: Path, index: Index) -> None:
    """An index remembers its zone: with another one it is refused until a rebuild, which tells all moments anew."""
    berlin = set_to("Europe/Berlin")
    with pytest.raises(FingerprintError, match="malmoi rebuild") as caught:
        malmoi.open(folder, config=berlin)
    assert caught.value.differences == {"timezone": ("Asia/Seoul", "Europe/Berlin")}
    malmoi.rebuild(folder, config=berlin)
    with malmoi.open(folder, config=berlin) as rebuilt:
        assert found(rebuilt, "만남 date:2007-12-08") == "day greenwich naive night pacific"
        assert rebuilt.get("night").date == "2007-12-08T17:00:00+01:00"  # type: ignore[union-attr]
    malmoi.rebuild(folder, config=Config())
    with malmoi.open(folder, config=Config()) as again:
        assert {id_: again.get(id_).date for id_ in DATES} == IN_SEOUL  # type: ignore[union-attr]


def test_a_post_that_is_there_already(index: Index) -> None:
    """What is told by other clocks is not another post: adding it again changes nothing."""
    assert not index.add(Document(id="greenwich", body="만남", date=DATES["greenwich"]))


def test_sync(tmp_path: Path, folder: Path) -> None:
    """Whatever a post was read from, the clocks are the same."""
    (tmp_path / "blog").mkdir()
    lines = (json.dumps({"id": id_, "body": "만남", "date": date}) for id_, date in DATES.items())
    (tmp_path / "blog" / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "blog" / "feed.xml").write_text(
        "<rss><channel><item><guid>1</guid><title>만남</title><description>만남</description>"
        "<pubDate>Sat, 08 Dec 2007 15:00:00 GMT</pubDate></item></channel></rss>",
        encoding="utf-8",
    )
    (tmp_path / "blog" / "mail.eml").write_text("Date: Sat, 08 Dec 2007 15:00:00 -0000\n\n만남", encoding="utf-8")
    with malmoi.open(folder, config=Config()) as index:
        index.sync(tmp_path / "blog")
        assert found(index, "만남 date:2007-12-09") == "feed.xml#1 greenwich mail.eml night pacific"


def test_worker_processes(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They read in the zone of the settings, too."""
    monkeypatch.setattr("malmoi.indexer.sync.sync.PARALLEL_BYTES", 0)
    line = json.dumps({"id": "a", "body": "만남", "date": DATES["greenwich"]})
    (tmp_path / "posts.jsonl").write_text(line, encoding="utf-8")
    with malmoi.open(folder, config=set_to("America/New_York")) as index:
        index.sync(tmp_path / "posts.jsonl", workers=2)
        assert [hit.date for hit in index.search("만남").hits] == ["2007-12-08T11:30:00-05:00"]


def test_a_zone_that_is_none(folder: Path) -> None:
    """A wrong name is said before anything is read."""
    with pytest.raises(ConfigError, match=r"'sources\.timezone': there is no time zone 'Asia/Soul'"):
        malmoi.open(folder, config=set_to("Asia/Soul"))
    assert not folder.exists()
