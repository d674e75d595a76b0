"""Transliteration: names in Hangul and in Latin letters."""
