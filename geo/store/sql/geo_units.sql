SELECT id, level, rank, name_zh, stem, suffix, parent, within, last_year, lon, lat, precision,
       uncertainty_m, site, today
FROM geo_units ORDER BY seq
