"""Spellings of each sound of a loan word in the language that it comes from, with their costs.

The notation is that of ``tables.py``: ``c:.05`` is the letter c at a cost of .05 above the usual spelling, ``-`` is no
letter. A sound is one jamo; the key ``-`` is a missing coda. The spellings follow the official rules for loan words
(외래어 표기법) backwards, those for English first, and common habits beside them (컨텐츠, 쓰레드, 리더쉽, 후라이).
"""

from __future__ import annotations

ONSETS = {
    "ㄱ": "g gg gh:.05 gu:.05 c:.25 k:.2 ck:.25 q:.25 kh:.3 ch:.3",
    "ㄲ": "c:.05 k:.05 qu:.05 q:.05 g:.2 ch:.2 gu:.2 ck:.05 cc:.05",
    "ㄴ": "n nn kn gn:.05 nh:.1 pn:.05",
    "ㄷ": "d dd dh:.1 th:.1 t:.25",
    "ㄸ": "t:.05 d:.2 tt:.05 th:.15",
    "ㄹ": "r l rr ll rh wr:.05 lh:.1",
    "ㅁ": "m mm",
    "ㅂ": "b bb v vv bh:.05 w:.15 p:.3 ph:.15 f:.3",
    "ㅃ": "p:.05 pp:.05 b:.2",
    "ㅅ": "s ss sc:.05 c:.05 sh sch:.05 th:.05 ps:.05 z:.15 x:.2 t:.2 ch:.15 sz:.1 st:.15 ssh:.1 cc:.2",
    "ㅆ": "th s:.05 ss:.05 c:.1 sh:.15 z:.2",
    "ㅇ": "- h:.1 w:.15 gh:.1 y:.1",
    "ㅈ": "j z g:.05 s:.1 dg dj zh zz:.05 dz:.05 gg:.1 d:.25 t:.25 ts:.15 tz:.1 ss:.15 x:.2 ch:.25 c:.3 sh:.3 zs:.1",
    "ㅉ": "z:.05 zz:.05 ts:.05 tz:.05 ch:.15 tts:.05",
    "ㅊ": "ch tch t:.15 ts tz cz:.05 cs:.1 c:.1 q:.1 z:.15 zz:.1 tsch:.05 sh:.2 sch:.2 j:.3 tt:.2",
    "ㅋ": "k c ck ch:.05 cc q cq kh:.05 kk g:.25 x:.2 cch:.05",
    "ㅌ": "t tt th:.05 d:.3 dt:.05 pt:.1 bt:.1",
    "ㅍ": "p pp f ff ph pf b:.3 v:.2 gh:.15 pph:.05 w:.2",
    "ㅎ": "h j:.1 wh f:.15 ff:.2 ph:.2 g:.15 x:.1 ch:.1 kh:.05",
}

VOWELS = {
    "ㅏ": "a aa:.05 ah:.05 ar:.05 u:.1 o:.15 er:.15 al:.2 au:.15 e:.25 ea:.2 i:.3 or:.2 y:.2 ha:.1 ai:.2",
    "ㅐ": "a ai:.05 ae:.05 e:.1 ea:.1 ay:.1 au:.15 ar:.2",
    "ㅑ": "ya ia:.05 ja:.1 ea:.25 yah:.1",
    "ㅒ": "ya:.05 ye:.15 a:.2",
    "ㅓ": "u er or ur ir a:.05 o:.05 e:.05 i:.15 ar:.05 ear:.05 ou:.05 our:.05 re:.05 io:.05 ia:.1 oe:.1 eu:.1 au:.15 "
    "aw:.15 ure:.05 eur:.05 ier:.15 oa:.2 ai:.15 ea:.1 y:.2 yr:.05 ro:.2 ough:.15 iou:.1 eo:.05 oo:.15 ah:.1 uh:.05",
    "ㅔ": "e ai:.05 a:.1 ae:.05 ea:.05 ei:.05 eh:.05 ie:.15 oe:.1 er:.1 ay:.1 ey:.15 i:.2 eu:.2 et:.15 ee:.15",
    "ㅕ": "ye ya:.15 yo:.1 yu:.1 ie:.05 io:.1 ia:.15 je:.1 yeo ieu:.2",
    "ㅖ": "ye e:.1 ie:.1 je:.1 ya:.15",
    "ㅗ": "o oa:.05 ow:.05 oe:.05 au:.05 aw:.05 ou:.05 oh:.05 or:.05 ore:.1 oar:.05 oor:.1 our:.1 eau:.05 eaux:.05 "
    "ault:.05 a:.15 al:.1 augh:.05 ough:.05 oo:.1 u:.15 ot:.15 oul:.15 ho:.1 aul:.1 ol:.15 e:.3 os:.25 uo:.2 ao:.15 "
    "eo:.15 aux:.1",
    "ㅘ": "wa oi:.05 ua:.05 oa:.15 hua:.1 ois:.15 oy:.1 oit:.15 wha:.05 war:.1 uar:.1",
    "ㅙ": "wa:.05 we:.1 wha:.05 ua:.1",
    "ㅚ": "oe eu:.1 oi:.15 o:.2 ieu:.2 eux:.15 ou:.25 ue:.2",
    "ㅛ": "yo io:.05 eo:.15 jo:.1 yor:.1 yaw:.1 iau:.2 yoh:.1 o:.25",
    "ㅜ": "u oo ou:.05 ue:.05 ew:.05 o:.1 w:.1 ui:.1 oe:.1 wo:.05 woo:.05 oul:.05 wu:.05 uh:.05 eu:.15 uu:.05 eau:.2 "
    "oux:.1 oup:.2 hu:.15 wou:.05 our:.15 oor:.15 ur:.15 ough:.1",
    "ㅝ": "wa wo war:.05 wor:.05 wer:.05 ua:.05 uar:.05 wea:.15 uo:.1 o:.2 we:.15 wha:.05 whe:.15",
    "ㅞ": "we whe ue wa:.15 ua:.15 wea:.1 uai:.1 wei:.05 way:.05 wai:.05 uay:.1",
    "ㅟ": "wi whi ui wee wea:.05 wy:.05 u:.1 uee:.05 ue:.1 we:.1 uy:.1 ooi:.1 wie:.1 hui:.1 eui:.15 wh:.2",
    "ㅠ": "u ew ue eu you yu eau:.05 ewe:.05 iew:.05 ieu:.05 iu:.05 ui:.1 yoo:.05 ju:.1 yew ou:.15 us:.25 ut:.2",
    "ㅡ": "- e:.05 es:.2 u:.2 o:.2 i:.2 a:.25 er:.25 ue:.05 he:.1 ae:.15 y:.2 ai:.25 ts:.3 h:.2",
    "ㅢ": "ui:.1 eu:.2 ee:.2 i:.2 wi:.1",
    "ㅣ": "i e ee ea y ie ey:.05 ei:.05 ii ij:.1 is:.25 it:.2 eo:.1 oe:.1 ae:.15 hi:.1 ui:.15 a:.2 ih:.05 ay:.2 u:.2 "
    "ea ji:.1 yi:.05 ia:.3 ye:.15 igh:.3 ille:.1",
}

CODAS = {
    "-": "- h:.05 gh:.05 w:.1",
    "ㄱ": "c k ck g:.05 q:.05 ke:.05 que:.05 gue:.1 ch:.1 cc:.05 kk:.05 x:.1 gg:.05 cq gh:.15 cke:.05",
    "ㄴ": "n nn ne:.03 nd:.1 gn:.1 nne:.05 nh:.1 gne:.1 m:.25 nt:.15 ng:.2 ns:.2 hn:.05 nde:.15 nce:.3",
    "ㄷ": "t d tt th:.1",
    "ㄹ": "l ll le:.03 r:.1 lle:.05 rr:.15 lh:.1 re:.15 al:.1 el:.05 rl:.05 hl:.1",
    "ㅁ": "m mm me:.03 mb:.05 mn:.05 lm:.1 n:.2 mbe:.1 mme:.05 hm:.1",
    "ㅂ": "p pp b:.05 pe:.05 bb:.05 bp:.05 ph:.2 be:.1 v:.2 ppe:.1 ff:.3 f:.3",
    "ㅅ": "t tt te:.05 tte:.05 d:.1 th:.15 s:.15 tch:.2 dd:.15 ss:.2 z:.2 ch:.25 de:.15 ts:.1",
    "ㅇ": "ng n:.15 ngue:.05 gn:.2 nh:.2 nge:.1 m:.3 en:.3 nt:.2 nd:.3 nc:.3 ngh:.1",
    "ㅈ": "t d j",
    "ㅊ": "ch t",
    "ㅋ": "k c ck",
    "ㅌ": "t tt",
    "ㅍ": "p f",
    "ㅎ": "h",
}

TOGETHER = (
    # two vowels of Hangul for the diphthong of the other language
    ("ㅏ-ㅇㅣ", "i y igh ie ei:.05 ai:.03 ae:.1 ey:.1 eye uy:.05 eigh:.05 ye:.05 ay:.1 ui:.1 ire:.05 ir:.15 yre:.05"),
    ("ㅔ-ㅇㅣ", "a ai ay ei ey:.03 ea:.05 eigh ae:.05 e:.1 et:.1 aigh au:.15 eh:.1 er:.2 age:.15"),
    ("ㅗ-ㅇㅣ", "oi oy eu:.05 oye"),
    ("ㅏ-ㅇㅜ", "ou ow au ao:.05 aw:.1 ough aue o:.2"),
    ("ㅗ-ㅇㅜ", "o:.05 ow oa:.05 ou:.05 oe:.05 oh:.05 ough"),
    ("ㅣ-ㅇㅓ", "ear eer ere ier ir:.1 ia io ea eu:.05 ie:.1 ier iar:.05 eo:.05 ior iu yr:.1 ya:.1"),
    ("ㅔ-ㅇㅓ", "air are ear ere:.05 aer eir ayer ayor:.05"),
    ("ㅜ-ㅇㅓ", "oor our ure uer ower:.1 oer ua:.05 ore:.1"),
    ("ㅠ-ㅇㅓ", "ure ewer ua:.05 ur:.1"),
    ("ㅗ-ㅇㅓ", "ore or oar ower:.05 oa:.1 oer"),
    ("ㅏ-ㅇㅝ", "our ower"),
    ("ㅏ-ㅇㅓ", "ier:.1 ire:.1 ar:.2"),
    ("ㅏ-ㅇㅣㅇㅓ", "ire"),
    # a vowel that Hangul adds
    ("ㅅㅣ", "sh sch:.05 che:.1 ch:.1 sche:.1 she:.05 ce:.15 ci sci:.05 shi xi:.1 ssi ti:.2 thy:.1"),
    ("ㅈㅣ", "ge:.03 dge ji gie:.05 zh:.1 j:.05 g:.1 di:.2"),
    ("ㅊㅣ", "ch tch che:.05 tsch ci:.1 zi:.1 ti:.15 tti:.2 q:.2"),
    ("ㅅㅟ", "sh:.03 sch:.05 che:.1 shi:.03 shy:.05"),
    ("ㅊㅟ", "ch:.1 tch:.1"),
    ("ㅈㅟ", "ge:.1 dge:.1"),
    ("ㅅㅠ", "sch:.03 sh:.03 s:.1"),
    # letters that are spoken together with the vowel after them
    ("ㅅㅑ", "sha cha:.1 sia:.1 scha:.05 sho:.05"),
    (
        "ㅅㅕ",
        "sher shir tio tia:.05 sio ssio cia cio:.05 tie:.05 she shu:.05 sho:.05 sha:.05 shi:.1 tiou:.05 ciou shur",
    ),
    ("ㅅㅖ", "she cha:.1 sha:.1 shai"),
    ("ㅅㅛ", "sho show cho:.1 chau:.1 shau:.05 scho:.05 show:.0 shaw"),
    ("ㅅㅠ", "shoe shoo shu schu su:.05 sue:.05 schoo:.1"),
    ("ㅅㅒ", "sha sa:.15"),
    ("ㅈㅓ", "sio:.03 sure:.05 ja:.1 geo:.05 gio:.1 gia:.15 ger jer"),
    ("ㅈㅏ", "gia:.1 ja zha"),
    ("ㅈㅗ", "geo gio:.05 jo"),
    ("ㅊㅓ", "ture tu:.05 tur:.05 tio chur"),
    ("ㅊㅏ", "cia:.1 cha"),
    ("ㅊㅗ", "cio:.1 cho"),
    ("ㅊㅣㅇㅗ", "cio"),
    ("ㄱㅡㅈ", "x"),
    ("ㄱㅅ", "x xc:.05 xs:.05 cc:.05 ks cks cs"),
    ("ㅋㅡ-ㅅㅡ", "x xe:.1"),
    ("ㅋㅝ", "qua quar quo:.05 cua:.1"),
    ("ㅋㅟ", "qui quee quea:.05 que:.1 cui:.1 cqui"),
    ("ㅋㅞ", "que quea:.1 qua:.15"),
    ("ㅋㅘ", "qua:.05 coi"),
    ("ㄴㅠ", "knew gnu:.1"),
    ("ㄴㅣㅇ", "gni:.1"),
    ("ㅁㅐㄱ", "mc:.03 mac"),
    ("ㅁㅐ-ㅋ", "mcc mack mc macc"),
    ("ㅁㅐㄱㅋ", "mcc"),
    # one letter for two sounds
    ("ㄹㄹ", "l ll rl:.1 r:.2"),
    ("ㄴㄴ", "n:.05 nn"),
    ("ㅁㅁ", "m:.05 mm"),
    ("ㅅㅅ", "ss:.1 ts tss:.05"),
    ("ㅅㅈ", "ts:.1"),
    ("ㅅㅊ", "tch tt:.15 ch:.1"),
    ("ㅅㅌ", "tt:.03 t:.1"),
    ("ㄱㅋ", "ck:.05 cc:.05 k:.1"),
    ("ㅂㅍ", "pp:.05 p:.1"),
    ("ㅇㄱ", "ng ngu:.05 nk:.2"),
    ("ㅇㅋ", "nk nc nch:.05 nq:.05 nx:.3"),
    ("ㅇㅇ", "n:.1 ng"),
    ("ㅏㅇ", "an:.05 en:.05 ent:.1 ant:.1 anc:.1"),
    ("ㅐㅇ", "in:.05 ain:.05 aint:.1 uin:.1"),
    ("ㅗㅇ", "on:.05 ont:.1 onde:.1"),
    ("ㅣ-ㅈㅣ", "age:.03 ege:.05"),
    ("ㅣㅅ", "ate:.1 ette:.05"),
    ("ㅇㅖ", "lle:.1"),
    ("ㅇㅛ", "llo:.1"),
    ("ㅇㅑ", "lla:.1"),
    ("ㄹㅡ-ㅋㅡ", "rg:.05"),
    ("ㅁㅂ", "mb nb:.1 mv:.1"),
)
"""Spellings of neighbouring sounds, besides those of each alone."""

CONTEXTS = (
    ("ㅡ(?=-$)", "e he:.05 es:.1 ue:.03 h:.1"),
    ("(?<=[ㅏㅔㅗㅜㅣㅚㅟㅘㅐㅠㅓ])-$", "t:.2 s:.2 x:.2 d:.25 e:.1 es:.25 lt:.25 ts:.25"),
    ("^ㅇ", "h:.05 j:.1 wh:.1 y:.03"),
    ("^ㄱ", "k:.05"),
    ("^ㄷ", "t:.1"),
    ("(?<=[ㅅㅆㅈㅊㅉ])ㅡ", "u:.05"),
    ("ㅍ(?=ㅡ-($|ㅅㅡ-ㅋ))", "v:.05"),
    ("ㅂ(?=ㅅㅡ-ㅋ)", "v:.05"),
)
"""Places in a word of jamo, and how else a sound is spelled there: French, Japanese and Russian names among them."""
