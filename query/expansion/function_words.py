"""Stop words (function words): words of every text, of which no variants are searched."""

from __future__ import annotations

_ENGLISH = frozenset(
    """
    a an the and or but nor so if of to in on at by for from with into onto upon as than then that this these those
    it its he him his she her hers they them their theirs we us our ours you your yours me my who whom whose which what
    is am are was were be been being do does did have has had will would shall should can could may might must not
    """.split()
)
_KOREAN = frozenset(
    """
    그리고 그러나 그런데 그래서 그러므로 하지만 그렇지만 그러면 그럼 또 또는 또한 및 혹은 즉 이 그 저 것 수 등
    대해 대한 위해 위한 통해 통한 따라 따른 관한 관해 나 너 우리 저희 그녀 그들 이것 그것 저것
    """.split()
)


def is_function_word(word: str) -> bool:
    """True if a word is a stop word. Case matters: IT, US, May and Will are names."""
    return word in _KOREAN or word in _ENGLISH
