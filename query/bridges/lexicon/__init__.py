"""The bilingual word list as a bridge."""
