"""The cache keeps what was asked for, and its bound, also where things grow while they are in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.scoring.cache import Cache, Grown


@dataclass(eq=False)
class Thing:
    """Something of some bytes that can grow."""

    bytes: int
    grown: Grown


MOST = 100
STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60), st.booleans()), max_size=40)


def asked(cache: Cache, keys: list[int], size: int = 10) -> list[int]:
    """Those of some keys whose things had to be made."""
    made: list[int] = []

    def make(key: int, grown: Grown) -> Thing:
        made.append(key)
        return Thing(size, grown)

    for key in keys:
        cache.get(key, lambda grown, key=key: make(key, grown))  # type: ignore[misc]
    return made


@given(STEPS)
def test_its_bound_holds(steps: list[tuple[int, int, bool]]) -> None:
    """Whatever is asked for and grows, in whatever order, its bytes are those of what it has, and not too many."""
    cache = Cache(MOST)
    things: list[tuple[int, Thing]] = []
    sizes: dict[int, int] = {}
    for key, size, grows in steps:
        if grows:
            for at, thing in things:
                if at == key:
                    thing.grown(size)
                    sizes[id(thing)] += size
        else:
            thing = cache.get(key, lambda grown, size=size: Thing(size, grown))  # type: ignore[misc]
            if all(thing is not known for _, known in things):
                things.append((key, thing))
                sizes[id(thing)] = size
            assert cache.get(key, lambda _: Thing(0, print)) is thing, "the last one is there in any case"
        kept = [entry.value for segment in (cache._once, cache._again) for entry in segment.values()]
        assert cache.bytes == sum(sizes[id(value)] for value in kept)
        assert cache.bytes <= MOST or len(cache) == 1


def test_the_oldest_goes_first() -> None:
    """Of what was asked for once."""
    cache = Cache(MOST)
    assert asked(cache, list(range(11))) == list(range(11))
    assert asked(cache, [10, 1, 0]) == [0]


def test_what_is_asked_for_again_stays() -> None:
    """However many others are asked for once; but it, too, has to make room in the end."""
    cache = Cache(MOST)
    asked(cache, [1, 2, 1, 2])
    asked(cache, list(range(100, 200)))
    assert asked(cache, [1, 2]) == []
    asked(cache, [key for key in range(100, 120) for _ in range(2)])
    assert asked(cache, [1, 2]) == [1, 2]


def test_a_round_that_is_a_little_too_large() -> None:
    """Of a dozen things where ten fit, most are there each time; had the oldest to go, none would be."""
    cache = Cache(MOST)
    asked(cache, list(range(9)) * 2)
    for _ in range(5):
        assert len(asked(cache, list(range(12)))) <= 6


def test_growth_while_it_is_made() -> None:
    """What a thing grows by before it is there counts."""

    def make(grown: Grown) -> Thing:
        grown(30)
        return Thing(4, grown)

    cache = Cache(MOST)
    cache.get(0, make)
    assert cache.bytes == 34


def test_many_threads() -> None:
    """Whatever they do at once, the bytes are those of what is kept."""
    cache = Cache(1000)

    def ask(at: int) -> None:
        thing = cache.get(at % 70, lambda grown: Thing(10, grown))
        if at % 3 == 0:
            thing.grown(5)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask, range(7000)))
    assert cache.bytes == sum(e.bytes for segment in (cache._once, cache._again) for e in segment.values()) <= 1000
