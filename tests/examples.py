"""How many examples a property test tries: fewer in ``scripts/test``, ten times more in the profile ``explore``.

``scripts/test``, ``.ci/run`` and the profile ``explore`` use the profiles ``quick``, ``thorough`` and ``explore``, which
``conftest.py`` makes. A test without ``@examples`` tries 50, 50 and 500.
"""

from __future__ import annotations

from hypothesis import settings


def examples(number: int, quick: int | None = None) -> settings:
    """Settings of a test that tries ``number`` examples; in the profile ``quick`` it tries ``quick`` where that is given.

    Give ``quick`` where an example takes more than about 10 ms. A function, not a constant, because the profile is
    chosen on the command line.
    """
    profile = settings.get_current_profile_name()
    if profile == "explore":
        number *= settings.get_profile("explore").max_examples // settings.get_profile("quick").max_examples
    elif profile == "quick" and quick is not None:
        number = quick
    return settings(max_examples=number)
