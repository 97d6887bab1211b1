-- Sector × prefecture, zeros included: the places with a link of one of the relations. A place in
-- several prefectures counts once in each.
WITH hit AS (
    SELECT DISTINCT link.place AS id FROM links AS link
    WHERE $relations IS NULL OR link.relation = ANY($relations::VARCHAR[])
),
pair AS (
    SELECT id, unnest(place.sectors) AS sector, place.regions
    FROM places AS place JOIN hit USING (id)
),
cell AS (
    SELECT DISTINCT id, sector, unnest(regions) AS adcode FROM pair
)
SELECT sector.id AS code, prefecture.adcode, count(cell.id) AS places
FROM sectors AS sector
CROSS JOIN prefectures AS prefecture
LEFT JOIN cell ON cell.sector = sector.id AND cell.adcode = prefecture.adcode
GROUP BY sector.number, sector.id, prefecture.adcode
ORDER BY sector.number, prefecture.adcode
