"""Keys under which a typed name is looked up: capitals may be shouted, and small letters may be an initialism."""

from __future__ import annotations

from collections.abc import Iterator

from ....indexer.keys.name_key import name_key, stems

_LONGEST_INITIALISM = 7
_ENGLISH = frozenset(
    """
    ace act action add age ago aid aids aim air ale all and ant any ape arc are arm art as ash ask at ate bad bag
    ban bar bat be bed bee beg bet bid big bin bit bow box boy bun bus but buy by cab can cap car care cat cop cot
    cow cry cub cue cup cut dad dam day den did die dig dim dip do dog dot dry due ear eat egg ego end era eve even
    eye fan far fat fed fee few fig fin fit fix fly foe fog for fox fun fur gap gas gem get go god got gum gun gut
    guy had ham has hat he hen her hey hid him hip his hit hope hot how hub hug ice if ill in ink inn ion is it its
    jam jar jet job jog joy key kid kin kit lab lap law lay lead led leg let lid lie lip lit log lot low mad made
    man many map mat may me men met mix mob mom more mud mug must my nap need net new next nil no nod nor not now
    nut oak odd of off oil old on once one only or ore our out over owe own pad pan past pay pea peace pen per pet
    pie pig pin pit plan plus pop pot pro pub put ran rat raw red rent rest rib rid rim rip road rob rod rot row rub
    run sad safe sat saw say sea see set sew she shy sin sip sir sit six ski sky so sofa some son star step sub such
    sue sum sun tab tag take tap tar tax tea ten than that the them then they this tie tin tip to toe ton too top
    toy try tub two unity up us use van vat very via voice vow wait want war was wave wax way we web wet what when
    who why wig win wise wit with woe won yes yet you zip zoo
    """.split()
)
"""Short English words, some of which are initialisms too when they stand in capitals."""


def typed_keys(text: str) -> Iterator[str]:
    """The keys of the names that ``text`` may be (see ``indexer/keys/name_key.py``)."""
    yield name_key(text)
    if text.isupper() and len(text) > _LONGEST_INITIALISM:
        yield stems(text)
    elif text.isascii() and text.isalpha() and not text.isupper() and text.casefold() not in _ENGLISH:
        yield text.upper()
