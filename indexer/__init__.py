"""Which words can find this post? Texts are normalised, analysed and written into segments."""
