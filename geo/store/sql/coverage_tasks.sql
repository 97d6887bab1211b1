-- Task × prefecture, zeros included: the places that one of the relations ties to the task. A place
-- in several prefectures counts once in each.
WITH pair AS (
    SELECT link.task, place.id, unnest(place.regions) AS adcode
    FROM links AS link JOIN places AS place ON place.id = link.place
    WHERE $relations IS NULL OR link.relation = ANY($relations::VARCHAR[])
)
SELECT task.number::VARCHAR AS code, prefecture.adcode, count(DISTINCT pair.id) AS places
FROM tasks AS task
CROSS JOIN prefectures AS prefecture
LEFT JOIN pair ON pair.task = task.number AND pair.adcode = prefecture.adcode
GROUP BY task.number, prefecture.adcode
ORDER BY task.number, prefecture.adcode
