"""Readers of one kind of file each: HTML, text, JSON Lines, tables, mail, PDF."""
