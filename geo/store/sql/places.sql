-- Ids of the places that pass the filter, in pinyin order. `relation` is the strongest relation
-- (named, derived, applicable) between the place and a task that passes the filter.
WITH hit AS (
    SELECT
        link.place,
        arg_min(link.relation, CASE link.relation WHEN 'named' THEN 1 WHEN 'derived' THEN 2 ELSE 3 END) AS relation
    FROM links AS link
    JOIN tasks AS task ON task.number = link.task
    WHERE ($tasks IS NULL OR link.task = ANY($tasks::INTEGER[]))
      AND ($themes IS NULL OR task.theme = ANY($themes::INTEGER[]))
      AND ($relations IS NULL OR link.relation = ANY($relations::VARCHAR[]))
    GROUP BY link.place
)
SELECT place.id, hit.relation
FROM places AS place
JOIN hit ON hit.place = place.id
WHERE ($sectors IS NULL OR list_has_any(place.sectors, $sectors::VARCHAR[]))
  AND ($regions IS NULL OR list_has_any(place.regions, $regions::VARCHAR[]))
  AND ($kinds IS NULL OR place.kind = ANY($kinds::VARCHAR[]))
  AND ($precisions IS NULL OR place.precision = ANY($precisions::VARCHAR[]))
  AND ($within IS NULL OR place.id = ANY($within::VARCHAR[]))
ORDER BY place.pinyin, place.id
