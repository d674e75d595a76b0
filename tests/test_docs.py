"""The documentation: what it says about commands, settings, names, queries and examples is what the program does."""

from __future__ import annotations

import ast
import builtins
import importlib
import inspect
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
from click.testing import CliRunner

import malmoi
from malmoi.cli import program
from malmoi.config import Limits
from malmoi.corpora.readers import READERS
from malmoi.indexer.documents.data import KINDS
from malmoi.query.syntax.parse import parse

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "benchmarks" / "README.md"])
FOLDERS = ("benchmarks", "corpora", "docs", "indexer", "query", "scripts", "terminal", "tests", "web")
SITES = {"keepachangelog.com", "semver.org", "www.gnu.org", "example.org", "alley-diary.example.org"}
COMMANDS = dict(sorted(program.commands.items()))
MEASURED = re.compile(r"[\d,.]+( ms\)|밀리초\)| s$|초$)", re.MULTILINE)
"""Times in the output of commands, which are never the same twice."""

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of its level or above; empty where there is none."""
    level = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{level}}} |\Z)", page, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def rows(markdown: str) -> Iterator[list[str]]:
    """The rows of every table below their headers; cells without the marks of code, an escaped bar as a bar."""
    for table in re.findall(r"(?:^\|.*\n)+", markdown, re.MULTILINE):
        for line in table.splitlines()[2:]:
            cells = re.split(r"(?<!\\)\|", line.strip("|"))
            yield [cell.strip().strip("`").replace(r"\|", "|") for cell in cells]


def parameters(command: click.Command) -> list[click.Parameter]:
    """The parameters of a command and of its subcommands."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [*command.params, *(parameter for one in below for parameter in parameters(one))]


def options(command: click.Command) -> set[str]:
    return {name for one in parameters(command) if isinstance(one, click.Option) for name in one.opts}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that has the samples where a checkout has them, with no settings around."""
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.chdir(tmp_path)
    for name in ("MALMOI_INDEX", "MALMOI_CONFIG", "MALMOI_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MALMOI_LIMITS_DEADLINE_MS", "60000")
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_in_the_manual(name: str) -> None:
    """docs/commands.md has a section for the command, which names its arguments, its options and their choices."""
    described = section(text("docs/commands.md"), f"## malmoi {name}")
    assert described, f"docs/commands.md has no section '## malmoi {name}'"
    command = COMMANDS[name]
    wanted = {f"`{option}`" for option in options(command)}
    for parameter in parameters(command):
        if isinstance(parameter, click.Argument):
            wanted.add((parameter.metavar or parameter.human_readable_name).upper())
        if isinstance(parameter.type, click.Choice):
            wanted |= {f"`{choice}`" for choice in parameter.type.choices}
    assert not {one for one in wanted if one not in described}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_invents_no_option(name: str) -> None:
    """Every option in a command's table exists."""
    described = section(text("docs/commands.md"), f"## malmoi {name}")
    listed = {option for row in rows(described) for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row[0])}
    assert not listed - options(COMMANDS[name])


def test_the_manual_invents_no_command() -> None:
    """Every section of docs/commands.md about a command is about one there is."""
    assert set(re.findall(r"^## malmoi (\S+)$", text("docs/commands.md"), re.MULTILINE)) == set(COMMANDS)


def test_the_readme_denies_no_command() -> None:
    """No sentence with a negation in "What it does not do" names a command: "no server" would deny ``malmoi serve``."""
    sentences = re.split(r"[.;:]\W*\s", section(text("README.md"), "## What it does not do"))
    denied = [words for words in sentences if re.search(r"\b(no|not|cannot|never|nothing)\b", words)]
    assert denied
    assert not [(name, words) for name in COMMANDS for words in denied if re.search(rf"\b{name}", words)]


def test_every_kind_of_field_is_in_the_manual() -> None:
    """The keys of [fields] are names of one's own; its table has their kinds."""
    described = {row[0] for row in rows(section(text("docs/settings.md"), "### [fields]"))}
    assert described == set(KINDS)


@pytest.mark.parametrize("name", [field.name for field in fields(malmoi.Config) if field.name != "fields"])
def test_every_setting_is_in_the_manual_with_its_default(name: str) -> None:
    """The table of a section in docs/settings.md has exactly the keys of that section, with their defaults."""
    described = {row[0]: row[1] for row in rows(section(text("docs/settings.md"), f"### [{name}]"))}
    defaults = getattr(malmoi.Config(), name)
    wanted = {field.name: getattr(defaults, field.name) for field in fields(defaults)}
    assert described == {key: f'"{value}"' if isinstance(value, str) else str(value) for key, value in wanted.items()}


def test_every_variable_is_in_the_manual() -> None:
    """Whatever variable the program reads by name, docs/settings.md says what it does."""
    sources = [path for folder in (".", "terminal") for path in (ROOT / folder).glob("*.py")]
    read = {name for path in sources for name in re.findall(r'"(MALMOI_[A-Z]+|NO_COLOR)"', path.read_text("utf-8"))}
    assert "MALMOI_INDEX" in read
    assert read <= {row[0] for row in rows(section(text("docs/settings.md"), "## Variables"))}


@each_page
def test_example_settings_are_settings(page: Path) -> None:
    """An example of malmoi.toml has no unknown section or key, and no bad value."""
    for block in blocks(page, "toml"):
        assert malmoi.Config().override(tomllib.loads(block), page.name) != malmoi.Config()


@pytest.mark.parametrize("name", malmoi.__all__)
def test_every_public_name_is_in_the_manual(name: str) -> None:
    """docs/library.md names everything in the face, with every public method and field of it."""
    page = text("docs/library.md")
    assert re.search(rf"`(malmoi\.)?{name}\b", page), f"docs/library.md does not mention {name}"
    public = getattr(malmoi, name)
    if inspect.isclass(public) and not issubclass(public, malmoi.MalmoiError):
        names = {member for member in vars(public) if not member.startswith("_")}
        names |= {field.name for field in fields(public)} if is_dataclass(public) else set()
        missing = {member for member in names if not re.search(rf"\b{member}\b", page)}
        assert not missing - {"folder", "config", "to_json"}


@pytest.mark.parametrize("suffix", sorted(suffix for reader in READERS for suffix in reader.suffixes))
def test_every_format_is_in_the_manual(suffix: str) -> None:
    """docs/sources.md lists the ending of every file that is read."""
    assert f"`{suffix}`" in section(text("docs/sources.md"), "## Formats")


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_examples_in_python_run(page: Path, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python of a page runs from its top to its bottom as it stands."""
    exec(compile("\n".join(blocks(page, "python")), str(page), "exec"), {})
    assert capsys.readouterr().out


def test_the_korean_readme_has_the_same_example() -> None:
    """The code of the two READMEs differs in comments only."""
    english, korean = (ast.dump(ast.parse(blocks(ROOT / name, "python")[0])) for name in ("README.md", "README.ko.md"))
    assert english == korean


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "console")], ids=lambda page: page.name)
def test_examples_on_the_command_line_are_real(page: Path, checkout: Path) -> None:
    """Every command of a page gives the output that stands under it, in order, but for the time it took."""
    runner = CliRunner(env={"MALMOI_LANG": "ko" if page.name.endswith(".ko.md") else "en", "COLUMNS": "80"})
    for block in blocks(page, "console"):
        for line, shown in re.findall(r"^\$ malmoi (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            printed = runner.invoke(program, shlex.split(line)).output
            assert MEASURED.sub(r"N\1", printed) == MEASURED.sub(r"N\1", shown), f"{page.name} has to say:\n{printed}"


def missed(folder: Path, same: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of which the first, as a query, does not find a post that says the second."""
    with malmoi.open(folder, config=malmoi.Config()) as index:
        index.add_all(malmoi.Document(id=said, title="", body=said) for _, said in same)
        hits = {query: {hit.id for hit in index.search(query, limit=100).hits} for query, _ in same}
    return [(query, said) for query, said in same if said not in hits[query]]


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_what_the_readme_crosses_is_crossed(page: str, tmp_path: Path) -> None:
    """The first table: what stands at the right is found by what stands at the left."""
    table = re.search(r"(?:^\|.*\n)+", text(page), re.MULTILINE)
    assert table
    assert not missed(tmp_path, [(row[0], said) for row in rows(table[0]) for said in row[1].split(", ")])


def test_what_the_bridges_cross_is_crossed(tmp_path: Path) -> None:
    """The table of bridges in docs/crossing.md names all of them, and what it says is the same is found."""
    listed = {row[0]: row[1] for row in rows(text("docs/crossing.md").partition("```")[0])}
    assert set(listed) == {field.name for field in fields(malmoi.Config().bridges) if isinstance(field.default, bool)}
    same = [part.split(" = ") for cell in listed.values() for part in re.split("[;:,] ", cell) if " = " in part]
    assert len(same) > 8
    assert not missed(tmp_path, [(typed, said) for typed, *others in same for said in others])


def test_examples_of_queries_are_read_as_they_say() -> None:
    """Every row of docs/queries.md: the tree, the notes and the errors."""
    for row in rows(text("docs/queries.md")):
        if len(row) == 2 and not re.match("[(《]|[^ ]+$", row[1]):
            with pytest.raises(malmoi.QueryError, match=re.escape(row[1])):
                parse(row[0], Limits())
            continue
        parsed = parse(row[0], Limits())
        assert (row[0], str(parsed.node)) == (row[0], row[1])
        assert row[2] in parsed.notes if len(row) > 2 else True


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    """A relative link names a file, and a heading that it has; other links go to the few sites we know."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            assert urlsplit(target).hostname in SITES, target
            continue
        path, _, anchor = target.partition("#")
        found = page.parent / path if path else page
        assert found.is_file(), target
        if not anchor:
            continue
        headings = re.findall(r"^#+ (.*)$", found.read_text(encoding="utf-8"), re.MULTILINE)
        slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert anchor in slugs, target


@pytest.mark.parametrize("example", ["tests/corpora/example_reader.py", "tests/query/bridges/example_bridge.py"])
def test_examples_to_copy_are_shown_as_they_are(example: str) -> None:
    """What CONTRIBUTING.md shows of an example stands in its file, in this order."""
    shown = text("CONTRIBUTING.md").partition(f"]({example})")[2].partition("\n1. ")[0]
    lines = [line[4:] for line in shown.splitlines() if line.startswith("    ") and line.strip() != "..."]
    left = iter(text(example).splitlines())
    assert len(lines) > 8
    assert not [line for line in lines if line not in left]


@cache
def sources() -> dict[str, ast.Module]:
    """The syntax tree of every Python file, by its path."""
    paths = [*ROOT.glob("*.py"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def names() -> frozenset[str]:
    """Every name that the code has: of classes, functions, attributes, arguments, modules and members of the API."""
    found = {part for path in sources() for part in Path(path).with_suffix("").parts} | set(dir(builtins))
    for node in (node for tree in sources().values() for node in ast.walk(tree)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Name(id=name):
                found.add(name)
            case ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)) | ast.alias(name=name):
                found.add(name)
            case ast.Constant(value=str(value)):
                found.update(re.findall(r"\b[a-z]+_[a-z]+\b", value))
    return frozenset(found)


def inline_code(page: Path) -> set[str]:
    """The inline code of a page: what stands between backticks outside of its code blocks."""
    prose = re.sub(r"^```.*?^```$|^    .*$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return set(re.findall(r"`([^`\n]+)`", prose))


@each_page
def test_files_that_a_page_names_exist(page: Path) -> None:
    """A path below a folder of the repository is a file or a folder there, and a bare ``name.py`` is some file's name."""
    markdown = page.read_text(encoding="utf-8")
    paths = re.findall(rf"(?<![\w./~-])(?:{'|'.join(FOLDERS)})/[\w./-]*\w", markdown)
    assert not [path for path in paths if not (ROOT / path).exists()]
    files = {path.rsplit("/", 1)[-1] for path in sources()}
    assert not [
        code for code in inline_code(page) if re.fullmatch(r"[\w/]+\.py", code) and Path(code).name not in files
    ]


@each_page
def test_names_that_a_page_names_exist(page: Path) -> None:
    """Inline code that looks like a name of the code (``LeafQuery``, ``Record.of``, ``english_of``) is one."""
    spelled = re.compile(r"[A-Z]+[a-z]\w*(\.\w+)?|[A-Za-z]\w*_\w+")
    listed = [code for code in inline_code(page) if spelled.fullmatch(code) and not code.startswith(("MALMOI_", "NO_"))]
    assert not [code for code in listed if not set(code.split(".")) <= names()]


@each_page
def test_modules_that_a_page_imports_exist(page: Path) -> None:
    """``from malmoi.x import y`` works wherever a page has it, in a code block or not."""
    for module, imported in re.findall(r"from (malmoi[\w.]*) import (\w+)", page.read_text(encoding="utf-8")):
        assert hasattr(importlib.import_module(module), imported), f"{module} has no {imported}"


GLOSSARY = [row for row in rows(section(text("ARCHITECTURE.md"), "## Glossary")) if len(row) == 3]
STANDARD = """
    tokenizer, analyzer, normalisation, bigram, morphological analyser, user dictionary, synonym, stop word, query expansion,
    transliteration, translation, bilingual dictionary, term dictionary, posting list, inverted index, stored document,
    merge policy, index writer, index reader, commit point, highlighter, snippet, passage, collector, top-k, leaf query,
    term query, phrase query, wildcard, prefix query, BM25F, similarity, field norm, bitmap, near duplicate, MinHash,
    temporal expression, page segmentation, boilerplate removal, secondary index, phonetic key, alias mining,
    alias candidate, coordination factor, minimum should match, token position, script run, data recovery
"""
OWN = """
    run, position, clean, stream, terms, grams, words, tagger, date mention, sketch, repost, record, own ids, listing,
    contents, headings, starts, Terms, occurs, firsts, key, kind, initial-sound law, IndexBuffer, tier, consistency,
    salvage, Bridge, Variant, QueryExpander, frame, clue, hint, mining, evidence, LeafQuery, AnalysedWord,
    SynonymOperator, operator, coverage_weight, max_score, sure, some, complete, relaxed, MatchedClause, SegmentGroup,
    SparseDocSet, DenseDocSet, ScoreAccumulator, Candidates, LazyScores, Scorer, Ranker, Found, mark
"""


def spelled(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split(",")]


@pytest.mark.parametrize("row", GLOSSARY, ids=lambda row: row[0])
def test_the_glossary_leads_to_the_word(row: list[str]) -> None:
    """A docstring in the file begins with a line that has the field's word, so that who greps for it lands there."""
    own, standard, path = row
    assert path in sources(), f"{own}: there is no {path}"
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    documented = [node for node in ast.walk(sources()[path]) if isinstance(node, kinds)]
    first = {(ast.get_docstring(node) or "").partition("\n")[0].casefold() for node in documented}
    stated = [node.value for node in ast.walk(sources()[path]) if isinstance(node, ast.Expr)]
    first |= {str(node.value).partition("\n")[0].casefold() for node in stated if isinstance(node, ast.Constant)}
    summary = (ast.get_docstring(sources()[path]) or "").casefold()
    for word in re.sub(r"\(.*\)", "", standard).split(","):
        said = word.strip().casefold()
        assert any(said in line for line in first) or said in summary, f"{path} does not say {said!r} ({own})"


def test_the_glossary_has_every_word() -> None:
    """Every word that people grep for in a search engine is in the glossary, and every word of malmoi's own."""
    own, standard = (" ".join(row[column] for row in GLOSSARY) for column in (0, 1))
    assert not [word for word in spelled(STANDARD) if word.casefold() not in standard.casefold()]
    assert not [word for word in spelled(OWN) if word not in own]


ONE_TRY = {
    "stop word": "query/words/stop_words.py",
    "synonym": "query/execution/synonyms.py",
    "merge policy": "indexer/store/merge_policy.py",
    "highlighter": "query/highlighting/highlighter.py",
    "term dictionary": "indexer/segments/terms.py",
    "tokenizer": "indexer/text/run_spans.py",
    "transliteration": "query/bridges/romanized/bridge.py",
    "top-k": "query/rank.py",
    "collector": "query/rank.py",
    "query expansion": "query/expansion/expander.py",
    "posting list": "indexer/segments/postings.py",
    "inverted index": "indexer/segments/invert.py",
    "morphological analyser": "indexer/analysis/taggers/tagger.py",
    "near duplicate": "indexer/text/near_duplicates.py",
    "phrase quer": "query/leaf_queries/phrase.py",
    "wildcard": "query/leaf_queries/pattern.py",
    "scorer tree": "query/execution/operators.py",
    "bm25f": "query/scoring/bm25f.py",
    "syntax tree": "query/syntax/tree.py",
    "lexer": "query/syntax/lex.py",
}


@pytest.mark.parametrize(("word", "path"), ONE_TRY.items(), ids=ONE_TRY)
def test_a_word_is_found_in_one_try(word: str, path: str) -> None:
    """Who looks for a part of a search engine by its name finds it in the first line of one file."""
    firsts = {name: (ast.get_docstring(tree) or "").partition("\n")[0].casefold() for name, tree in sources().items()}
    assert [name for name, line in firsts.items() if word in line and name.split("/")[0] != "tests"] == [path]


def test_the_architecture_names_every_folder() -> None:
    """Every package, and every folder beside them, has its place in ARCHITECTURE.md."""
    packages = tomllib.loads(text("pyproject.toml"))["tool"]["setuptools"]["packages"]
    folders = {"/".join(package.split(".")[1:]) for package in packages} - {""}
    folders |= {"corpora/samples", "tests", "benchmarks", "docs", "scripts"}
    assert not {folder for folder in folders if f"{folder}/" not in text("ARCHITECTURE.md")}


@each_page
def test_no_page_names_a_place_of_one_machine(page: Path) -> None:
    """No path or address of one machine. What is the same everywhere may be there: addresses of samples, the routes of
    malmoi serve, loopback, and the folders of a system for its services.
    """
    everywhere = r"https?://\S+|  /notes/\d+$|/(?:api|d|static)/\S+|(?:127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?|/(?:etc|srv|usr/bin)/\S*"
    markdown = re.sub(everywhere, "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert not re.findall(r"(?<![\w.~/<:])/\w+/\S+|[A-Z]:\\\S+|localhost:\d+|\b\d+\.\d+\.\d+\.\d+\b", markdown)


def test_the_benchmarks_are_listed() -> None:
    """Every script of benchmarks/ has its row in the table of benchmarks/README.md."""
    scripts = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    listed = {name for row in rows(text("benchmarks/README.md")) for name in re.findall(r"\w+\.py", row[0])}
    assert scripts <= listed


def test_every_python_of_the_matrix_is_promised() -> None:
    """The classifiers of the package, ``scripts/matrix`` and the workflow of GitHub name the same versions of Python."""
    project = tomllib.loads(text("pyproject.toml"))["project"]
    promised = [line.rpartition(" ")[2] for line in project["classifiers"] if ":: Python :: 3." in line]
    workflow = re.findall(r'"(3\.\d+)"', text(".github/workflows/ci.yml"))
    matrix = re.search(r"PYTHONS:-([\d. ]+)", text("scripts/matrix"))
    assert matrix and promised == matrix[1].split() == workflow
    assert project["requires-python"] == f">={promised[0]}"
