"""Readers of XML: feeds and blog exports, one post at a time."""
