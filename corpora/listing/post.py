"""The parts of a listing page: its posts, and the page's own text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a page. Title and text are empty and the date is None where the page does not have them."""

    title: str
    date: str | None
    text: str
    address: str = ""
    tags: tuple[str, ...] = ()
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of many posts: the posts in its order, and what it says besides."""

    posts: tuple[Post, ...]
    rest: str
