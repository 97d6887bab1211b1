-- The cited material; the address is that of its citations where they have the same one.
SELECT
    source.*,
    coalesce((
        SELECT CASE WHEN count(DISTINCT locator) = 1 THEN max(locator) END
        FROM evidence WHERE evidence.source = source.id AND locator LIKE 'http%'
    ), '') AS address,
    (SELECT count(*) FROM evidence WHERE evidence.source = source.id) AS citations
FROM sources AS source ORDER BY citations DESC, source.title
