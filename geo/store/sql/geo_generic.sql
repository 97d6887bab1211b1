SELECT word FROM geo_generic
