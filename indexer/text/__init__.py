"""Normalisation, encodings, scripts and positions: a text in one form."""
