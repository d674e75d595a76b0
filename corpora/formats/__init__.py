"""Readers of one kind of file each: HTML, Markdown, text, JSON Lines, tables, mail, PDF."""
