SELECT text, unit, latin FROM geo_names ORDER BY text, unit
