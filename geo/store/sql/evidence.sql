-- What is cited for a place, positions first.
SELECT evidence.*, source.title, source.publisher, source.licence, source.date,
    place.uncertainty_m
FROM evidence
JOIN places AS place ON place.id = evidence.place
JOIN sources AS source ON source.id = evidence.source
WHERE evidence.place = $id
ORDER BY CASE evidence.role WHEN 'position' THEN 1 WHEN 'check' THEN 2 ELSE 3 END, evidence.seq
