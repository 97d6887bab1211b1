-- For every value of every facet: how many places it would give under all other filters.
-- `named` counts the plan's own places, `total` all whose relation counts; a value of `relations`
-- says itself which one counts.
WITH link AS (
    SELECT
        link.place AS id,
        link.task,
        task.theme,
        link.relation,
        ($tasks IS NULL OR link.task = ANY($tasks::INTEGER[])) AS ok_task,
        ($themes IS NULL OR task.theme = ANY($themes::INTEGER[])) AS ok_theme,
        ($relations IS NULL OR link.relation = ANY($relations::VARCHAR[])) AS ok_relation
    FROM links AS link
    JOIN tasks AS task ON task.number = link.task
),
pair AS (
    SELECT
        link.*,
        place.sectors,
        place.regions,
        place.kind,
        place.precision,
        ($sectors IS NULL OR list_has_any(place.sectors, $sectors::VARCHAR[])) AS ok_sector,
        ($regions IS NULL OR list_has_any(place.regions, $regions::VARCHAR[])) AS ok_region,
        ($kinds IS NULL OR place.kind = ANY($kinds::VARCHAR[])) AS ok_kind,
        ($precisions IS NULL OR place.precision = ANY($precisions::VARCHAR[])) AS ok_precision
    FROM link
    JOIN places AS place USING (id)
    WHERE $within IS NULL OR link.id = ANY($within::VARCHAR[])
),
answer AS (
    SELECT 'sectors' AS facet, unnest(sectors) AS value, id, relation FROM pair
    WHERE ok_task AND ok_theme AND ok_relation AND ok_region AND ok_kind AND ok_precision
    UNION ALL
    SELECT 'regions', unnest(regions), id, relation FROM pair
    WHERE ok_task AND ok_theme AND ok_relation AND ok_sector AND ok_kind AND ok_precision
    UNION ALL
    SELECT 'tasks', task::VARCHAR, id, relation FROM pair
    WHERE ok_theme AND ok_relation AND ok_sector AND ok_region AND ok_kind AND ok_precision
    UNION ALL
    SELECT 'themes', theme::VARCHAR, id, relation FROM pair
    WHERE ok_task AND ok_relation AND ok_sector AND ok_region AND ok_kind AND ok_precision
    UNION ALL
    SELECT 'relations', relation, id, relation FROM pair
    WHERE ok_task AND ok_theme AND ok_sector AND ok_region AND ok_kind AND ok_precision
    UNION ALL
    SELECT 'kinds', kind, id, relation FROM pair
    WHERE ok_task AND ok_theme AND ok_relation AND ok_sector AND ok_region AND ok_precision
    UNION ALL
    SELECT 'precisions', precision, id, relation FROM pair
    WHERE ok_task AND ok_theme AND ok_relation AND ok_sector AND ok_region AND ok_kind
)
SELECT
    facet,
    value,
    count(DISTINCT id) AS total,
    count(DISTINCT id) FILTER (WHERE relation = 'named') AS named
FROM answer
GROUP BY facet, value
ORDER BY facet, value
