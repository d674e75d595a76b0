"""Sejong tags, and what each tagger's own tags are among them."""

from __future__ import annotations

from collections.abc import Mapping

_UNINFLECTED = "NNG NNP NNB NR NP XR MM MAG MAJ IC"
_OTHERS = (
    "VV VA VX VCP VCN JKS JKC JKG JKO JKB JKV JKQ JX JC EP EF EC ETN ETM XPN XSN XSV XSA "
    "SF SP SS SE SO SW SL SH SN NF NV NA"
)

UNINFLECTED = frozenset(_UNINFLECTED.split())
"""Tags that a user word may have."""
SEJONG = UNINFLECTED | frozenset(_OTHERS.split())


def _translation(**names: str) -> Mapping[str, str]:
    """A tagger's names, given as ``SEJONG="Name OtherName"``, to their Sejong tags."""
    return {own: tag for tag, several in names.items() for own in several.split()}


MECAB = _translation(NNB="NNBC", VV="VSV", EC="E", SP="SC", SS="SSO SSC", SW="SY")

OKT = _translation(
    NNG="Noun",
    NNP="ProperNoun",
    VV="Verb",
    VA="Adjective",
    MM="Determiner Modifier",
    MAG="Adverb",
    MAJ="Conjunction",
    IC="Exclamation KoreanParticle",
    JX="Josa",
    EP="PreEomi",
    EF="Eomi",
    XSN="Suffix",
    XPN="VerbPrefix NounPrefix",
)

HANNANUM = _translation(
    NNG="NC",
    NNP="NQ",
    NNB="NB",
    NR="NN",
    VV="PV",
    VA="PA",
    VX="PX",
    MAG="MA",
    IC="II",
    JKB="JC",
    VCP="JP",
    ETM="ET",
    XPN="XP",
    XSN="XS",
)

KKMA = _translation(
    NNB="NNM",
    VX="VXV VXA",
    MM="MDN MDT",
    MAJ="MAC",
    IC="EMO",
    JKB="JKM",
    JKV="JKI",
    EP="EPH EPT EPP",
    EF="EFN EFQ EFO EFA EFI EFR",
    EC="ECE ECD ECS",
    ETM="ETD",
    XPN="XPV",
)

KIWI = _translation(MM="MMA MMD MMN", XSA="XSM", SS="SSO SSC", SW="SB")


def sejong(tag: str, translation: Mapping[str, str]) -> str:
    """``tag`` as a Sejong tag; NA where it is neither one nor translated."""
    tag = translation.get(tag, tag)
    return tag if tag in SEJONG else "NA"
