"""The commands: what they print, their exit status, and what they say of what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import malmoi
from malmoi.cli import program
from malmoi.query.highlighting.width import width
from malmoi.terminal.demo import SAMPLES
from malmoi.terminal.program import FAILED

ENVIRONMENT = {"MALMOI_LANG": "en", "COLUMNS": "80"}
SEARCH_KEYS = "query total took_ms also_searched did_you_mean relaxed complete offset notes hits".split()
HIT_KEYS = "id title url date lang author tags score complete section snippet snippet_lang marks title_marks why reposts".split()
HIT_KEYS += ["cut_start", "cut_end"]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An index of the bundled samples; tests only read it."""
    folder = str(tmp_path_factory.mktemp("samples") / "index")
    assert run("index", str(SAMPLES), "-i", folder).exit_code == 0
    return folder


def run(*args: str, piped: str | None = None, **environment: str) -> Result:
    return CliRunner(env={**ENVIRONMENT, **environment}).invoke(program, args, input=piped, prog_name="malmoi")


def post(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_the_first_index_run_counts_posts_by_language(tmp_path: Path) -> None:
    """A first run says what the index holds, not that everything was added."""
    post(tmp_path / "posts", "첫글.txt", "봄이 오는 골목에서 이웃들을 만났습니다.")
    post(tmp_path / "posts", "b.txt", "good morning")
    result = run("index", str(tmp_path / "posts"), "-i", str(tmp_path / "index"))
    assert result.output.startswith("2 posts: 1 ko, 1 en. ")
    assert "added" not in result.output


def test_a_later_run_says_what_changed(tmp_path: Path) -> None:
    """What was added, changed and removed stands before the totals; a run without changes says so."""
    sources, index = tmp_path / "posts", str(tmp_path / "index")
    post(sources, "a.txt", "하나")
    post(sources, "b.txt", "둘")
    run("index", str(sources), "-i", index)
    (sources / "a.txt").unlink()
    post(sources, "b.txt", "둘과 셋")
    post(sources, "c.txt", "넷")
    assert run("index", str(sources), "-i", index).output.startswith("1 added, 1 changed, 1 removed.\n2 posts: ")
    assert run("index", str(sources), "-i", index).output.startswith("Nothing changed.\n2 posts: ")


def test_skipped_files_are_counted_and_listed(samples: str) -> None:
    """The summary names the command that lists what was skipped, and that command gives the reason."""
    assert f"1 (malmoi stats --skipped -i {samples})" in run("stats", "-i", samples, COLUMNS="300").output
    listed = run("stats", "--skipped", "-i", samples).output
    assert listed.startswith("broken-on-purpose-line-3.jsonl:3: is not JSON")


def test_standard_input_adds_and_changes(tmp_path: Path) -> None:
    """``-`` is JSON Lines or one text; what it lacks stays, and a bad line is listed."""
    index = str(tmp_path / "index")
    run("index", "-", "-i", index, piped='{"id": "a", "body": "봄"}\n{"id":}\n')
    assert run("stats", "--skipped", "-i", index).output.startswith("-:2: is not JSON")
    result = run(
        "index", "-", "-i", index, "--json", piped='{"id": "b", "body": "여름"}\n{"id": "a", "body": "봄날"}\n'
    )
    assert {key: json.loads(result.output)[key] for key in ("added", "changed", "removed", "skipped")} == {
        "added": 1,
        "changed": 1,
        "removed": 0,
        "skipped": [],
    }
    assert run("stats", "--skipped", "-i", index).output == "nothing was skipped\n"


def test_a_mistyped_source_leaves_no_index_behind(tmp_path: Path) -> None:
    """An index is made only where there is something to index."""
    result = run("index", str(tmp_path / "nosuch"), "-i", str(tmp_path / "index"))
    assert (result.exit_code, result.stdout) == (FAILED, "")
    assert result.stderr.startswith("malmoi: ")
    assert not (tmp_path / "index").exists()


def test_search_prints_lines_that_fit_the_terminal(samples: str) -> None:
    """No line is wider than 80 columns, where a Korean syllable takes two, nor than 40."""
    for query in ("도서관", "이주노조", "library", "同志"):
        for columns in (80, 40):
            lines = run("search", query, "-i", samples, COLUMNS=str(columns)).output.splitlines()
            ids_whole = [line for line in lines if "/" not in line]
            assert max(map(width, ids_whole)) <= columns
    lines = run("search", "도서관", "-n", "30", "-i", samples).output.splitlines()
    assert max(map(width, lines)) <= 80
    assert not any(line.strip() == "…" for line in lines)


def test_search_shows_title_place_and_snippet(samples: str) -> None:
    """A hit is its number and title, then date, language and id, then its snippet."""
    lines = run("search", "로동신문", "-n", "1", "-i", samples).output.splitlines()
    assert "  post" not in lines[0]
    assert "posts (" in lines[0]
    start = lines.index(" 1  로동신문인가 노동신문인가: 두음 법칙 이야기")
    assert lines[start + 1] == "    2019-02-21  ko  news/rodong-spelling.md"
    assert "로동신문" in " ".join(lines[start + 2 :])
    assert lines[-1] == "more: --offset 1"


def test_search_says_which_section_a_snippet_is_from(samples: str) -> None:
    """In a line above it, unless the snippet has the title itself; in JSON always."""
    for word, section, is_above in (("typhoon", "The story so far", True), ("goat", "Honours", False)):
        lines = run("search", word, "-i", samples).output.splitlines()
        (hit,) = json.loads(run("search", word, "--json", "-i", samples).output)["hits"]
        assert hit["section"] == section
        assert (f"    § {section}" in lines) == is_above == (section not in hit["snippet"])


def test_json_has_the_shape_of_the_contract(samples: str) -> None:
    """One object in one line, keys in their order, Korean as it is, marks that are offsets into the snippet."""
    output = run("search", "로동신문", "--json", "-i", samples).output
    page = json.loads(output)
    assert output.count("\n") == 1
    assert "로동신문" in output
    assert list(page) == SEARCH_KEYS
    for hit in page["hits"]:
        assert list(hit) == HIT_KEYS
        assert all(0 <= start < end <= len(hit["snippet"]) for start, end in hit["marks"])


def test_finding_nothing_is_exit_status_1(samples: str) -> None:
    """Nothing found is no error: 1, and with --json still one object."""
    result = run("search", "xyzzyx", "-i", samples)
    assert (result.exit_code, result.stdout) == (1, "nothing found for: xyzzyx\n")
    result = run("search", "xyzzyx", "--json", "-i", samples)
    assert (result.exit_code, json.loads(result.stdout)["hits"]) == (1, [])


def test_a_page_beyond_the_last_says_how_many_there_are(samples: str) -> None:
    """An offset that is too large is told from a query that finds nothing."""
    result = run("search", "도서관", "--offset", "999", "-i", samples)
    assert result.exit_code == 1
    assert result.output.startswith("there are no more than ")


def test_a_word_with_a_minus_is_part_of_the_query(samples: str) -> None:
    """``malmoi search 도서관 -축구`` needs no quotes, and options beside it are still options."""
    both = json.loads(run("search", "도서관", "-축구", "-n", "1", "--json", "-i", samples).output)
    assert both["query"] == "도서관 -축구"
    assert len(both["hits"]) == 1
    assert run("search", "도서관", "--축구", "-i", samples).exit_code == FAILED


def test_search_counts_the_hits_by_field(samples: str) -> None:
    """A line for each field, with its commonest values; --json has all of them."""
    found = run("search", "도서관", "-n", "1", "--facets", "year, tag", "-i", samples)
    facets = json.loads(run("search", "도서관", "--facets", "year,tag", "--json", "-i", samples).output)["facets"]
    assert list(facets) == ["year", "tag"]
    first = facets["year"][0]
    assert f"year: {first['value']} {first['count']:,}" in found.output
    assert (f"{len(facets['tag']) - 10:,} more" in found.output) == (len(facets["tag"]) > 10)
    assert "colour" in run("search", "도서관", "--facets", "colour", "-i", samples).output


def test_help_shows_the_defaults_of_settings() -> None:
    """A default that a setting gives is shown with its value, and with the name of the setting."""
    shown = [
        str(one.show_default)
        for command in program.commands.values()
        for one in command.params
        if isinstance(one, click.Option)
    ]
    named = [text.split("; setting ") for text in shown if "setting" in text]
    assert {name for _, name in named} == {"search.limit", "limits.memory_mb", "sources.columns"}
    for value, name in named:
        section, key = name.split(".")
        assert value == str(getattr(getattr(malmoi.Config(), section), key) or "none")


def test_similar_finds_posts_like_one(samples: str) -> None:
    """With the words that were searched, and status 1 where there is no such post or none like it."""
    first = json.loads(run("search", "도서관", "-n", "1", "--json", "-i", samples).output)["hits"][0]["id"]
    page = json.loads(run("similar", first, "-n", "2", "--json", "-i", samples).output)
    assert 0 < len(page["hits"]) <= 2
    assert first not in [hit["id"] for hit in page["hits"]]
    lines = run("similar", first, "-i", samples).output
    assert page["query"].split()[0] in lines
    options = {option for command in ("similar",) for one in program.commands[command].params for option in one.opts}
    assert set(re.findall(r"--\w+", lines)) <= options, "it names an option that it does not have"
    result = run("similar", "nobody", "--json", "-i", samples)
    assert (result.exit_code, result.output.splitlines()[-1]) == (1, "null")


def test_filters_and_order_narrow_a_search(samples: str) -> None:
    """Dates in any of the usual forms, language and order reach the search."""
    args = ("search", "도서관", "--json", "-n", "50", "-i", samples)
    hits = json.loads(run(*args, "--since", "2019.3.", "--until", "2021", "--sort", "oldest").output)["hits"]
    dates = [hit["date"] for hit in hits]
    assert dates
    assert dates == sorted(dates)
    assert all("2019-03" <= date < "2022" for date in dates)


@pytest.mark.parametrize(
    "args",
    [
        ("search",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--offset", "-1"),
        ("search", "x", "--since", "someday"),
        ("search", "x", "--sort", "random"),
        ("search", "x", "--lang", "fr"),
        ("search", "x", "--nosuch"),
        ("search", "since:someday"),
        ("explain", "x"),
        ("index",),
        ("index", "-", "."),
        ("nosuch",),
        ("search", "x", "--config", "nosuch.toml"),
    ],
)
def test_wrong_use_is_exit_status_2(args: list[str], samples: str) -> None:
    """What cannot be understood is told on standard error; nothing is printed."""
    result = run(*args, MALMOI_INDEX=samples)
    assert (result.exit_code, result.stdout) == (FAILED, "")
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_index_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    """Also with --json, and in Korean where Korean is spoken."""
    folder = str(tmp_path / "none")
    for args in (("search", "x"), ("stats", "--json"), ("explain", "x", "y")):
        result = run(*args, "-i", folder)
        assert (result.exit_code, result.stdout) == (FAILED, "")
        assert result.stderr.startswith(f"malmoi: no index at {folder}. ")
        assert "malmoi index" in result.stderr
        assert result.stderr.count("\n") == 1
    assert "색인이 없습니다" in run("search", "x", "-i", folder, MALMOI_LANG="ko").stderr


def test_a_flag_wins_over_the_environment_and_that_over_the_file(samples: str, tmp_path: Path) -> None:
    """As config.py promises, from the command line."""
    (tmp_path / "m.toml").write_text("[search]\nlimit = 3\n", encoding="utf-8")
    args = ("search", "도서관", "--json", "-i", samples, "--config", str(tmp_path / "m.toml"))

    def hits(*more: str, **environment: str) -> int:
        return len(json.loads(run(*args, *more, **environment).output)["hits"])

    assert hits() == 3
    assert hits(MALMOI_SEARCH_LIMIT="2") == 2
    assert hits("-n", "1", MALMOI_SEARCH_LIMIT="2") == 1


def test_explain_adds_up(samples: str) -> None:
    """The leaves of the printed tree add up to its root; an unknown id is exit status 1."""
    tree = json.loads(run("explain", "로동신문", "news/rodong-spelling.md", "--json", "-i", samples).output)
    leaves = [leaf["value"] for part in tree["parts"] for leaf in part["parts"] or [part]]
    assert sum(leaves) == pytest.approx(tree["value"])
    assert "로동신문" in run("explain", "로동신문", "news/rodong-spelling.md", "-i", samples).output
    missing = run("explain", "로동신문", "nosuch", "--json", "-i", samples)
    assert (missing.exit_code, missing.stdout) == (1, "null\n")
    assert missing.stderr == "malmoi: no post has the id nosuch\n"


def test_analyze_works_without_an_index(tmp_path: Path) -> None:
    """Tokens come with their positions; a particle is no term."""
    run_ = json.loads(run("analyze", "MTU", "학교에서", "--json", "-i", str(tmp_path / "none")).output)["runs"][1]
    assert (run_["text"], run_["start"], run_["end"], run_["terms"]) == ("학교에서", 4, 8, [["학교", 1]])
    table = run("analyze", "학교에서", "-i", str(tmp_path / "none")).output.splitlines()
    assert table == ["run       terms  words  grams", "학교에서  학교   학교   학교 교에 에서"]


def test_demo_leaves_the_users_index_alone(tmp_path: Path) -> None:
    """The samples go to a folder of their own, whatever MALMOI_INDEX says, and every search of the demo finds some."""
    result = run("demo", MALMOI_INDEX=str(tmp_path / "mine"))
    assert result.exit_code == 0
    assert result.output.count("$ malmoi search") == 9
    assert "nothing found" not in result.output
    assert max(map(width, result.output.splitlines())) <= 80
    assert not (tmp_path / "mine").exists()


def test_demo_keeps_its_index_where_it_is_told(tmp_path: Path) -> None:
    """With --index the samples stay there to be searched."""
    folder = str(tmp_path / "demo")
    assert folder in run("demo", "-i", folder).output
    assert run("search", "이주노조", "-i", folder).exit_code == 0


def test_every_command_has_help_and_the_options_of_its_kind() -> None:
    """--index and --config everywhere, --json where results are printed."""
    for name, command in program.commands.items():
        options = {option for parameter in command.params for option in parameter.opts}
        assert {"--index", "-i", "--config"} <= options
        assert ("--json" in options) == (name not in ("demo", "serve", "watch"))
        assert run(name, "--help").exit_code == 0


def test_columns_are_chosen(tmp_path: Path) -> None:
    """--column names the columns of tables and the keys of what is piped in; a bad one makes no index."""
    index = str(tmp_path / "index")
    post(tmp_path / "posts", "a.csv", "Q,A,content\n언제 여나요?,아홉 시에 엽니다,잡담\n")
    bad = run("index", str(tmp_path / "posts"), "-i", index, "--column", "text=A")
    assert bad.exit_code == FAILED
    assert not Path(index).exists()
    run("index", str(tmp_path / "posts"), "-i", index, "--column", "body=A,title=Q")
    (hit,) = json.loads(run("search", "아홉", "-i", index, "--json").output)["hits"]
    assert hit["title"] == "언제 여나요?"
    run(
        "index",
        "-",
        "-i",
        index,
        "--column",
        "body=pledge",
        piped='{"id": 1, "pledge": "나무를 심는다", "body": "잡담"}',
    )
    assert run("search", "나무", "-i", index).exit_code == 0


def test_the_settings_choose_columns(tmp_path: Path) -> None:
    """sources.columns is what --column is, without typing it."""
    index = str(tmp_path / "index")
    post(tmp_path / "posts", "a.csv", "Q,A\n언제 여나요?,아홉 시에 엽니다\n")
    run("index", str(tmp_path / "posts"), "-i", index, MALMOI_SOURCES_COLUMNS="body=Q")
    assert run("search", "아홉", "-i", index).exit_code == 1
    assert run("search", "언제", "-i", index).exit_code == 0
