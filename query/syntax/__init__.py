"""The query language: lexer, parser and syntax tree."""
