"""Markdown in its dialects: which blocks and words does a reader of the page see?"""
