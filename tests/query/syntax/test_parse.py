"""The query language: what a typed query means, what is said about one that is malformed."""

from __future__ import annotations

import re

import pytest

from malmoi.config import Limits
from malmoi.errors import QueryError
from malmoi.query.syntax.parse import parse
from malmoi.query.syntax.tree import And, Has, Or, Phrase

LIMITS = Limits()

UNDERSTOOD = """
서울                          | 서울
서울 여행                     | (and 서울 여행)
서울 -제주 "봄 여행"          | (and 서울 (not 제주) (phrase 봄 여행))
“봄 여행” ＯＲ 서울           | (or (phrase 봄 여행) 서울)
"제주" 섬                     | (and (phrase 제주) 섬)
서울"봄 여행"에서             | (and 서울 (phrase 봄 여행) 에서)
"서울 -제주 OR tag:x*"        | (phrase 서울 -제주 OR tag:x*)
《봄 여행》 「서울」          | (and 《봄 여행》 「서울」)
서울 AND 부산                 | (and 서울 부산)
서울 OR 부산                  | (or 서울 부산)
서울 or 부산 and not 대구     | (and 서울 or 부산 and not 대구)
봄 서울 OR 부산               | (and 봄 (or 서울 부산))
서울 OR 부산 봄               | (and (or 서울 부산) 봄)
봄 AND 서울 OR 부산           | (or (and 봄 서울) 부산)
서울 OR (부산 봄)             | (or 서울 (and 부산 봄))
서울 OR (부산 OR 대구)        | (or 서울 부산 대구)
((서울 (부산 대구)))          | (and 서울 부산 대구)
(서울)OR(부산)                | (or 서울 부산)
-(제주 OR 부산) 서울          | (and (not (or 제주 부산)) 서울)
NOT (제주 부산) 서울          | (and (not (and 제주 부산)) 서울)
NOT "봄 여행" 서울            | (and (not (phrase 봄 여행)) 서울)
서울 (-부산 -제주)            | (and 서울 (not 부산) (not 제주))
-(-제주 -부산) 서울           | (and (not (and (everything) (not 제주) (not 부산))) 서울)
서울 OR -부산                 | (or 서울 (and (everything) (not 부산)))
NOT NOT 서울                  | 서울
--help                        | help
NOT -서울                     | 서울
title:서울                    | (in title 서울)
Title:"봄 여행" TAGS:제주     | (and (in title (phrase 봄 여행)) (in tags 제주))
body:(서울 OR 부산) 봄        | (and (in body (or 서울 부산)) 봄)
title:(a body:b)              | (in title (and a (in body b)))
-title:제주 서울              | (and (not (in title 제주)) 서울)
title:-제주 서울              | (and (not (in title 제주)) 서울)
title:(-제주) 서울            | (and (in title (and (everything) (not 제주))) 서울)
title:OR                      | (in title OR)
title:노동* 봄                | (and (in title (pattern 노동*)) 봄)
title:* 봄                    | (and (everything) 봄)
봄 tag:Music lang:KO          | (and 봄 (tag music) (lang ko))
봄 -tag:"봄 노래"             | (and 봄 (not (tag 봄 노래)))
봄 tag:(Rock OR jazz)         | (and 봄 (or (tag rock) (tag jazz)))
봄 tag:C++ tag:!!             | (and 봄 (tag c++) (tag !!))
author:"Kim Min" 봄           | (and (author kim min) 봄)
봄 id:Posts/A.html#2          | (and 봄 (id Posts/A.html#2))
봄 id:a:b                     | (and 봄 (id a:b))
봄 since:2007 until:2007-12   | (and 봄 (dated 2007 *) (dated * 2007-12))
봄 date:2007-12-13            | (and 봄 (dated 2007-12-13 2007-12-13))
봄 date:2007/12/09            | (and 봄 (dated 2007-12-09 2007-12-09))
봄 date:2007.12.9.            | (and 봄 (dated 2007-12-09 2007-12-09))
봄 date:20071209              | (and 봄 (dated 2007-12-09 2007-12-09))
봄 date:2007..2008            | (and 봄 (dated 2007 2008))
봄 date:2007.12.9～2008.1     | (and 봄 (dated 2007-12-09 2008-01))
봄 date:2007.. date:..2009    | (and 봄 (dated 2007 *) (dated * 2009))
봄 -date:(2007 OR 2009)       | (and 봄 (not (or (dated 2007 2007) (dated 2009 2009))))
봄 since:2007-12-13T10:00     | (and 봄 (dated 2007-12-13T10:00 *))
봄 OR tags:rock               | (or 봄 (in tags rock))
(봄 tag:a) OR (여름 tag:b)    | (or (and 봄 (tag a)) (and 여름 (tag b)))
tag:a OR tag:b                | (and (everything) (or (tag a) (tag b)))
노동*                         | (pattern 노동*)
*노조 이?노조 **강조**,       | (and (pattern *노조) (pattern 이?노조) (pattern *강조*))
어디? 왜?? depor?             | (and 어디 왜 depor)
*                             | (everything)
서울 -*                       | (and 서울 (not (everything)))
2*3=6 http://x.com/a?b=1&c=*  | (and 2*3=6 http://x.com/a?b=1&c=*)
12:30 C:\\x 공지:내용 note:   | (and 12:30 C:\\x 공지:내용 note:)
std::sort MTU:봄 x:y e:1      | (and std::sort MTU:봄 x:y e:1)
C++ C# don’t e-mail Myung-bak | (and C++ C# don't e-mail Myung-bak)
서울-부산 12.9(日) [12.9]     | (and 서울-부산 12.9(日) [12.9])
반(反)MTU (주)대우 -(주)대우  | (and 반(反)MTU (주)대우 (not (주)대우))
(봄(春) OR 여름(夏))          | (or 봄(春) 여름(夏))
봄(서울 부산)                 | (and 봄 서울 부산)
서울|부산 || 대구             | (or 서울 부산 대구)
"""


def _rows(table: str) -> list[list[str]]:
    return [re.split(r"\s+\| (?=\S)", line) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("query", "tree"), _rows(UNDERSTOOD))
def test_a_query_prints_what_it_means(query: str, tree: str) -> None:
    """A well-formed query has one meaning, and nothing is said about it but what a minus leaves out."""
    parsed = parse(query, LIMITS)
    assert str(parsed.node) == tree
    assert [note for note in parsed.notes if "leaves out posts" not in note and "nothing to look for" not in note] == []


MALFORMED = """
"봄 여행                | (phrase 봄 여행)                   | a quotation mark is not closed (at character 1)
12" 화면                | (and 12" 화면)                     | a quotation mark is not closed (at character 3)
(서울 OR 부산           | (or 서울 부산)                     | an opening parenthesis without a closing one is left out (at character 1)
title:(서울 부산        | (and (in title 서울) 부산)         | an opening parenthesis without a closing one is left out (at character 7)
서울) 부산              | (and 서울 부산)                    | a closing parenthesis without an opening one is left out (at character 3)
서울 OR                 | 서울                               | OR joins nothing here and is left out (at character 4)
OR 서울                 | 서울                               | OR joins nothing here and is left out (at character 1)
서울 OR OR 부산         | (or 서울 부산)                     | OR joins nothing here and is left out (at character 4)
서울 (AND 부산)         | (and 서울 부산)                    | AND joins nothing here and is left out (at character 5)
서울 NOT                | 서울                               | NOT joins nothing here and is left out (at character 4)
서울 ""                 | 서울                               | a phrase without words is left out (at character 4)
서울 -() 부산           | (and 서울 부산)                    | parentheses without words are left out (at character 5)
서울 - 부산             | (and 서울 부산)                    | symbols on their own cannot be searched and are left out (at character 4)
서울 OR ♥ 부산          | (or 서울 부산)                     | symbols on their own cannot be searched and are left out (at character 7)
title: 서울             | (and title: 서울)                  | title: has no value right after it and is read as a word (at character 1)
봄 tag:""               | 봄                                 | tag: without a value is left out (at character 7)
봄 tag:노*              | (and 봄 (tag 노*))                 | tag: compares whole values, so * is a character like others there (at character 7)
봄 date:2008..2007      | (and 봄 (dated 2007 2008))         | the dates of a range were the wrong way round and are swapped (at character 8)
NOT 제주                | (and (everything) (not 제주))      | there is nothing to look for but filters: every document that passes them is found
lang:ko NOT 제주        | (and (everything) (lang ko) (not 제주)) | there is nothing to look for but filters: every document that passes them is found
grep -r 옵션            | (and grep (not r) 옵션)            | -r leaves out posts with r; to search for it as text, write "-r"
봄 -"긴 여름"           | (and 봄 (not (phrase 긴 여름)))    | -"긴 여름" leaves out posts with "긴 여름"; to search for it as text, write "-긴 여름"
봄 -(여름 가을)         | (and 봄 (not (and 여름 가을)))     | -(...) leaves out posts that match what is in the parentheses
봄 OR lang:ko           | (and 봄 (lang ko))                 | lang:ko is a filter: it holds for everything beside it, whatever OR joins it with
봄 OR 여름 AND tag:a    | (and (or 봄 여름) (tag a))         | tag:a is a filter: it holds for everything beside it, whatever OR joins it with
"""


@pytest.mark.parametrize(("query", "tree", "note"), _rows(MALFORMED))
def test_a_malformed_query_is_understood_and_noted(query: str, tree: str, note: str) -> None:
    """A malformed query gives what can be understood of it, and one note that says what could not."""
    assert (str(parse(query, LIMITS).node), parse(query, LIMITS).notes) == (tree, (note,))


@pytest.mark.parametrize("query", ["", "  \n", "!!!", "()", '""', '"', "-", "OR", "NOT -", ") ( |", "- - title:-"])
def test_a_query_without_words_finds_nothing(query: str) -> None:
    """Nothing to look for is not everything, and the last note says so."""
    parsed = parse(query, LIMITS)
    assert parsed.node == Or(())
    assert parsed.notes[-1] == "there are no words to search for"


@pytest.mark.parametrize("kind", ["since", "until", "date"])
@pytest.mark.parametrize("value", ["lastweek", "2007-13", "2007-02-30", "0000", "..", "2007..x", "2007-W50", "1..2..3"])
def test_a_bad_date_is_an_error(kind: str, value: str) -> None:
    """A filter that cannot be understood is not left out: the answer would be another one."""
    with pytest.raises(QueryError, match=f"{kind}: needs a date") as error:
        parse(f"봄 {kind}:{value}", LIMITS)
    assert error.value.position == len(f"봄 {kind}:")
    assert "2007-12-13" in error.value.remedy


@pytest.mark.parametrize(("query", "position"), [("foo:bar", 0), ("서울 -sincee:2007", 4), ('(titel:"봄")', 1)])
def test_an_unknown_field_is_an_error(query: str, position: int) -> None:
    """The error lists the fields, and its remedy, quotation marks, works."""
    with pytest.raises(QueryError, match="there is no field") as error:
        parse(query, LIMITS)
    assert error.value.position == position
    assert "title, body, tags, tag, lang, author, id, since, until, date" in error.value.remedy
    assert parse('"foo:bar"', LIMITS).node == Phrase("foo:bar")


INPUTS = [
    "노트북",
    "노트북) OR (*",
    "노트북 OR",
    "노트북 |",
    ") OR (* OR",
    "((노트북 OR *",
    "노트북 OR lang:en OR",
    "* OR title:(",
    "(lang:ko) OR",
]


@pytest.mark.parametrize("typed", INPUTS)
@pytest.mark.parametrize(
    "form", ["{} author:kim", "author:kim {}", "({}) author:kim", "({}) AND author:kim", "{} AND author:kim"]
)
def test_a_filter_beside_what_was_typed_holds(form: str, typed: str) -> None:
    """Neither OR nor a parenthesis in what somebody typed makes an alternative of a filter that stands beside it."""
    node = parse(form.format(typed), LIMITS).node
    assert isinstance(node, And)
    assert Has("author", "kim") in node.nodes
