"""A setting of the C library for servers. malmoi never makes it by itself, as it holds for the whole process."""

from __future__ import annotations

import numpy as np

_KEPT = 8 << 20


def keep_memory() -> None:
    """Makes glibc keep the memory of arrays that searches allocate and free, up to 8 MiB each. For servers.

    By default glibc asks the system for every array of more than 128 KiB and gives it back at once, and the system
    clears its pages each time. Once the process has freed a larger array, glibc keeps arrays up to that size
    (mallopt(3), M_MMAP_THRESHOLD). Searches become faster, and the process holds up to 16 MiB more. It has no effect
    with other C libraries.
    """
    np.empty(_KEPT, dtype=np.uint8)
