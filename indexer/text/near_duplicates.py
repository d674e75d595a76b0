"""Near duplicates, detected by MinHash signatures: which documents are the same text, reposted or hardly changed?

They have one title, but for brackets (``[펌]``), and bodies that are nearly the same. A body is the set of its
shingles, three runs in a row each; how alike two are is their Jaccard similarity, the share of shingles they have in
common. A *sketch* of 64 bits estimates it by one-permutation min-hashing (Li, Owen & Zhang 2012), empty bins filled
from their neighbours (Shrivastava & Li 2014), with one bit of each minimum (Li & König 2010): sketches of bodies of
similarity J differ in about 32 (1 - J) bits.

The title has to be the same because texts from one mould are as alike as reposts (ARCHITECTURE.md, "Reposts have one
title").
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray

from .positions import RUN

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

_MOST_DIFFERENT = 3
"""Bits in which the sketches of near duplicates differ at most, as most pairs with a similarity above .9 do."""
_FEWEST = 24
"""Runs of a body that is compared at all: greetings and captions are alike, and in a short notice a date is news."""
_BINS = 64
_PART = _BINS // (_MOST_DIFFERENT + 1)
"""Bits of a part of a signature: near duplicates have at least one part of this size in common."""
_BIN_BITS = np.uint64(58)
_BLOCK = 4096
"""Bodies that are looked at together: all at once would take more memory, and twice as long."""
_NONE = np.iinfo(np.uint64).max
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_BIN_FACTORS = np.arange(1, 2 * _BINS, 2, dtype=np.uint64) * _FACTORS[0]
_BRACKETS = re.compile(r"[\[(<{【〔［（][^\[\](){}<>【】〔〕［］（）]*[\])>}】〕］）]")


def run_hash(run: str) -> int:
    """32 bits of a run, the same in every session."""
    return zlib.crc32(run.encode("utf-8", "surrogatepass"))


def title_hash(title: str) -> int:
    """32 bits of a title's words, whatever their case and the signs and brackets around them."""
    words = RUN.findall(_BRACKETS.sub(" ", title)) or RUN.findall(title)
    return run_hash("".join(words).casefold())


def sketches(hashes: NDArray[np.uint32], ends: NDArray[np.int64]) -> Numbers:
    """The sketch of each body, 0 for one that is too short for any. Shape (bodies,).

    ``hashes`` are those of the runs of all bodies, ``ends`` where the runs of each end.
    """
    blocks = [np.empty(0, np.uint64)]
    first = 0
    for at in range(0, len(ends), _BLOCK):
        own = ends[at : at + _BLOCK]
        blocks.append(_block_sketches(hashes[first : own[-1]], own - first))
        first = int(own[-1])
    return np.concatenate(blocks)


def _block_sketches(hashes: NDArray[np.uint32], ends: NDArray[np.int64]) -> Numbers:
    sizes = np.diff(ends, prepend=0)
    bodies = np.repeat(np.arange(len(ends), dtype=np.uint32), sizes)
    inside = bodies[:-2] == bodies[2:]
    shingles, bodies = _shingles(hashes)[inside], bodies[:-2][inside]
    least = np.full(len(ends) * _BINS, _NONE)
    np.minimum.at(least, bodies * _BINS + (shingles >> _BIN_BITS).astype(np.uint32), shingles)
    return np.where(sizes < _FEWEST, np.uint64(0), _bits(_filled(least.reshape(-1, _BINS))))


def firsts(titles: Numbers, sketches: Numbers) -> Places:
    """For each document the place of the first one that it is the same text as; its own place where it is the first.

    Sorted by title and sketch, with each of some parts of the sketch in front in turn, near sketches are neighbours.
    ``titles`` are 32-bit hashes. 60,000 documents that all share their titles take 15 ms.
    """
    places = np.arange(len(titles))
    candidates = _candidates(titles, sketches)
    own_titles, own_sketches = titles[candidates], sketches[candidates]
    pairs = [_near_neighbours(own_titles, own_sketches, turn) for turn in range(0, _BINS, _PART)]
    one, other = (candidates[np.concatenate(ends)] for ends in zip(*pairs, strict=True))
    while True:
        before = places.copy()
        least = np.minimum(places[one], places[other])
        np.minimum.at(places, one, least)
        np.minimum.at(places, other, least)
        places = places[places]
        if (places == before).all():
            return places


def _candidates(titles: Numbers, sketches: Numbers) -> Places:
    """The documents that have a sketch and share their title."""
    order = np.argsort(titles)
    ordered = titles[order]
    is_repeated = np.zeros(len(titles), dtype=np.bool_)
    same = ordered[1:] == ordered[:-1]
    is_repeated[1:] = same
    is_repeated[:-1] |= same
    found: Places = order[is_repeated]
    with_sketch: Places = found[sketches[found] != 0]
    return with_sketch


def _near_neighbours(titles: Numbers, sketches: Numbers, turn: int) -> tuple[Places, Places]:
    turned = (sketches << np.uint64(turn)) | (sketches >> np.uint64(-turn % _BINS))
    # The title and half of the turned sketch in one number are sorted ten times faster than two columns.
    order = np.argsort((titles << np.uint64(32)) | (turned >> np.uint64(32)))
    one, other = order[:-1], order[1:]
    near = np.bitwise_count(sketches[one] ^ sketches[other]) <= _MOST_DIFFERENT
    same = near & (titles[one] == titles[other])
    return one[same], other[same]


def _shingles(hashes: NDArray[np.uint32]) -> Numbers:
    """A number for every three neighbours; its high bits are as good as random (multilinear hashing)."""
    wide = hashes.astype(np.uint64)
    shingles: Numbers = wide[:-2] * _FACTORS[0]
    shingles += wide[1:-1] * _FACTORS[1]
    shingles += wide[2:] * _FACTORS[2]
    return shingles


def _mixed(numbers: Numbers) -> Numbers:
    """Numbers whose every bit depends on every bit (the finisher of MurmurHash3)."""
    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return numbers ^ (numbers >> np.uint64(33))


def _filled(least: Numbers) -> Numbers:
    """The bins, each empty one with what the next one has that is not."""
    twice = np.concatenate((least, least), axis=1)
    places = np.where(twice != _NONE, np.arange(2 * _BINS), 2 * _BINS - 1)
    nearest = np.minimum.accumulate(places[:, ::-1], axis=1)[:, ::-1]
    return np.take_along_axis(twice, nearest[:, :_BINS], axis=1)


def _bits(least: Numbers) -> Numbers:
    """One bit of each bin's number, another one in each bin, as one number."""
    bits = _mixed(least ^ _BIN_FACTORS) >> np.uint64(_BINS - 1)
    return np.packbits(bits.astype(np.uint8), axis=1).view(">u8").ravel().astype(np.uint64)
