SELECT word, frequency FROM geo_words
