-- Everything that is cited for any place: places in pinyin order, positions first within each.
SELECT
    place.id AS place, place.name_zh AS place_zh, place.name_en AS place_en,
    evidence.role, evidence.says_zh, evidence.says_en, evidence.locator,
    evidence.lon, evidence.lat, evidence.datum,
    source.title, source.publisher, source.licence, source.date,
    place.uncertainty_m
FROM evidence
JOIN places AS place ON place.id = evidence.place
JOIN sources AS source ON source.id = evidence.source
ORDER BY
    place.pinyin, place.id,
    CASE evidence.role WHEN 'position' THEN 1 WHEN 'check' THEN 2 ELSE 3 END, evidence.seq
