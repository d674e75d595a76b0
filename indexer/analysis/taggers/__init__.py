"""Taggers: which morphemes is this Korean text made of?"""
