-- Sectors in the order in which the plan first names them; how many places each has.
SELECT sector.*, (SELECT count(*) FROM places WHERE list_contains(places.sectors, sector.id)) AS places
FROM sectors AS sector ORDER BY number
