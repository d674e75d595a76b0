"""The cache keeps what was asked for last, and its bound, also where things grow while they are in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from malmoi.query.cache import Cache, Grown


@dataclass(eq=False)
class Thing:
    """Something of some bytes that can grow."""

    key: int
    bytes: int
    grown: Grown


MOST = 100
STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60), st.booleans()), max_size=40)


@given(STEPS)
def test_the_last_ones_that_fit(steps: list[tuple[int, int, bool]]) -> None:
    """As a list of keys, the one that was asked for last at its end, from which the first go while there is too much."""
    cache: Cache[Thing] = Cache(MOST)
    things: dict[int, Thing] = {}
    sizes: dict[int, int] = {}
    for key, size, grows in steps:
        if grows:
            if key in things:
                things[key].grown(size)
                if key in sizes:
                    sizes[key] += size
        else:
            made = key not in sizes
            found = cache.get(key, lambda grown, key=key, size=size: Thing(key, size, grown))  # type: ignore[misc]
            assert found is (found if made else things[key])
            things[key] = found
            sizes[key] = sizes.pop(key, size)
        while sum(sizes.values()) > MOST and len(sizes) > 1:
            del sizes[next(iter(sizes))]
        assert cache.bytes == sum(sizes.values())


def test_growth_while_it_is_made() -> None:
    """What a thing grows by before it is there counts."""

    def make(grown: Grown) -> Thing:
        grown(30)
        return Thing(0, 4, grown)

    cache: Cache[Thing] = Cache(MOST)
    cache.get(0, make)
    assert cache.bytes == 34


def test_many_threads() -> None:
    """Whatever they do at once, the bytes are those of what is kept."""
    cache: Cache[Thing] = Cache(1000)

    def ask(at: int) -> None:
        thing = cache.get(at % 70, lambda grown: Thing(at % 70, 10, grown))
        if at % 3 == 0:
            thing.grown(5)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask, range(7000)))
    assert cache.bytes <= 1000
    for key in range(70, 171):  # a hundred of ten bytes each fit, so that nothing of before is left
        cache.get(key, lambda grown: Thing(0, 10, grown))
    assert cache.bytes == 1000
