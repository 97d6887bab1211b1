-- Every way to write a prefecture or county of the province, with its code of today. `tier`: 1 an
-- official name, 2 its stem or short name
-- (阿坝州, 峨边县), 3 a former name, a stem of one, or a name in Latin letters. `formerly` is the
-- code of a prefecture that it belonged to.
WITH units AS (
    SELECT unit.seq, unit.name_zh, unit.stem, unit.suffix, unit.today >= 0 AS former, now.id AS adcode,
           above.id AS formerly
    FROM geo_units AS unit
    JOIN geo_units AS now ON now.seq = CASE WHEN unit.today >= 0 THEN unit.today ELSE unit.seq END
    LEFT JOIN geo_units AS above ON list_contains(now.within, above.seq)
    WHERE unit.rank IN (1, 2) AND now.id LIKE '51%'
)
SELECT adcode, name_zh AS text, CASE WHEN former THEN 3 ELSE 1 END AS tier, formerly FROM units
UNION
SELECT adcode, stem, CASE WHEN former THEN 3 ELSE 2 END, formerly FROM units
WHERE length(stem) >= 2
UNION
SELECT adcode, stem || right(suffix, 1), CASE WHEN former THEN 3 ELSE 2 END, formerly FROM units
WHERE length(suffix) > 1
UNION
SELECT units.adcode, geo_names.text, 3, formerly
FROM geo_names JOIN units ON units.seq = geo_names.unit
ORDER BY adcode, tier, text
