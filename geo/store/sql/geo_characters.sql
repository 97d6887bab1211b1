SELECT char, simplified FROM geo_characters
