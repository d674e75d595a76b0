"""Help while typing: autocomplete, spelling correction, keyboard layouts and initial consonants, over one snapshot."""
