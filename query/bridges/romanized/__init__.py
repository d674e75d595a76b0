"""Korean names, loan words and foreign names, in Hangul and in Latin letters."""
