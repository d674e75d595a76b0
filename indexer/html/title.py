"""The title of a page: which of its titles is the post's own, and which names the site?"""

from __future__ import annotations

from dataclasses import dataclass

_SEPARATORS = "|:·•»«<>/-–—―"
"""Separators between the title of a post and the name of its site."""


@dataclass(frozen=True, slots=True)
class PageTitles:
    """The titles that a page gives itself; one that it does not have is empty.

    ``shared`` is its og:title, ``window`` its ``<title>``, ``heading`` the ``<h1>`` of its main text, ``site`` its
    og:site_name.
    """

    shared: str = ""
    window: str = ""
    heading: str = ""
    site: str = ""

    def own(self) -> str:
        """The title of the page itself, without the name of the site.

        Templates write the name of the site into og:title of pages that have no og:title of their own. Then
        ``<title>`` counts, and the heading where ``<title>`` says no more than the site's name.
        """
        if not self._shared_is_site():
            return without_site(self.shared or self.heading or self.window, self.site)
        rest = without_site(self.window, self.shared)
        return rest if rest != self.shared and rest else self.heading or self.shared

    def _shared_is_site(self) -> bool:
        if not self.shared or self.shared == self.heading:
            return False
        if self.shared == self.site:
            return True
        rest = without_site(self.window, self.shared)
        if rest in (self.window, self.site):
            return False
        # "Post | Site" is the custom; "Site | Post" is believed where the page has the post's title as its heading.
        return self.window.endswith(self.shared) or rest == self.heading


def without_site(title: str, site: str) -> str:
    """``title`` without the name of the site before or after it; ``title`` where it is nothing but that name."""
    if not site:
        return title
    end = title.removesuffix(site).rstrip()
    if end != title and end.endswith(tuple(_SEPARATORS)):
        return end.rstrip(_SEPARATORS + " ") or title
    start = title.removeprefix(site).lstrip()
    if start != title and start.startswith(tuple(_SEPARATORS)):
        return start.lstrip(_SEPARATORS + " ") or title
    return title


def begins_with(title: str, start: str) -> bool:
    """True if ``title`` is ``start`` and something after it that is set apart, such as the name of a site."""
    rest = title.removeprefix(start).lstrip()
    return rest != title and rest.startswith(tuple(_SEPARATORS))
