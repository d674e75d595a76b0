"""``malmoi aliases``: what it shows in both languages, and that decisions count from then on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from malmoi.cli import program

POSTS = {
    "a": "The Pottery Makers' Guild (PMG) sang",
    "b": "어제 도자모임(TDM)이 열렸다",
    "c": "TDM held a party",
}


def run(*args: object, lang: str = "en") -> Result:
    return CliRunner(env={"MALMOI_LANG": lang, "COLUMNS": "200"}).invoke(
        program, ["aliases", *map(str, args)], prog_name="malmoi"
    )


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    for name, text in POSTS.items():
        (tmp_path / "posts" / f"{name}.txt").write_text(text, encoding="utf-8")
    arguments = ["index", str(tmp_path / "posts"), "-i", str(tmp_path / "index")]
    assert CliRunner().invoke(program, arguments, prog_name="malmoi").exit_code == 0
    return tmp_path / "index"


def hits(query: str, index: Path) -> set[str]:
    arguments = ["search", query, "-i", str(index), "--json"]
    found = CliRunner().invoke(program, arguments, prog_name="malmoi")
    return {hit["id"] for hit in json.loads(found.output)["hits"]}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_pairs_of_posts(index: Path, lang: str) -> None:
    """Pairs that are used and pairs that wait, each with its number and a post."""
    result = run("-i", index, lang=lang)
    assert result.exit_code == 0
    used, sure, asked, waiting = result.output.splitlines()
    assert used != asked
    assert "Pottery Makers' Guild = PMG" in sure
    assert "a.txt" in sure
    assert "도자모임 = TDM" in waiting


def test_decisions(index: Path) -> None:
    """What is accepted is searched, what is refused is not; both are told."""
    number = next(
        pair["number"] for pair in json.loads(run("-i", index, "--json").output)["pairs"] if "TDM" in pair["names"]
    )
    assert hits("도자모임", index) == {"b.txt"}
    result = run("accept", number, "-i", index)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "accepted: 도자모임 = TDM"
    assert hits("도자모임", index) == {"b.txt", "c.txt"}
    assert "1 accepted, 0 refused." in run("-i", index).output
    other = 3 - number
    told = json.loads(run("refuse", other, "-i", index, "--json").output)
    assert [pair["names"] for pair in told["refused"]] == [["Pottery Makers' Guild", "PMG"]]
    assert hits("PMG", index) == {"a.txt"}
    for command in ("accept", "refuse"):
        result = run(command, 99, "-i", index)
        assert (result.exit_code, result.output) == (
            2,
            "malmoi: pair 99 does not exist. List the pairs with: malmoi aliases --all\n",
        )


def test_a_group_of_ones_own(index: Path) -> None:
    """A group that is added is searched and shown; one name is no group."""
    result = run("add", "잔치", "party", "-i", index)
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "added: 잔치 = party")
    assert hits("잔치", index) == {"c.txt"}
    assert run("lookup", "잔치", "-i", index).output == "잔치 = party\n"
    assert run("add", "잔치", "-i", index).exit_code == 2


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_groups_of_a_name(index: Path, lang: str) -> None:
    """A name gives its groups; where there are none that is said, with status 1."""
    result = run("lookup", "migrants", "trade", "union", "-i", index, lang=lang)
    assert result.exit_code == 0
    assert "이주노조" in result.output
    assert json.loads(run("lookup", "MTU", "-i", index, "--json").output)["groups"][0]["names"][0] == "이주노조"
    assert run("lookup", "없는이름", "-i", index, lang=lang).exit_code == 1


def test_an_index_before_the_command(index: Path) -> None:
    """Options of ``malmoi aliases`` count for its commands."""
    assert run("-i", index, "lookup", "MTU").exit_code == 0
    assert json.loads(run("-i", index, "--json", "lookup", "MTU").output)["groups"]


def test_nothing_found(tmp_path: Path) -> None:
    """Where posts give no pairs that is said; where there is no index nothing is made."""
    (tmp_path / "a.txt").write_text("뜨개질", encoding="utf-8")
    arguments = ["index", str(tmp_path / "a.txt"), "-i", str(tmp_path / "index")]
    assert CliRunner().invoke(program, arguments, prog_name="malmoi").exit_code == 0
    result = run("-i", tmp_path / "index")
    assert (result.exit_code, result.output) == (0, "No pairs of names were found in the posts.\n")
    assert run("-i", tmp_path / "none").exit_code == 2
    assert not (tmp_path / "none").exists()
