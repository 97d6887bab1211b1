-- The plan as a tree, one row per scenario; tasks and entries without scenarios have one row too.
SELECT
    theme.number AS theme, theme.title_zh AS theme_zh, theme.title_en AS theme_en,
    task.number AS task, task.title_zh AS task_zh, task.title_en AS task_en,
    task.summary_zh, task.summary_en,
    entry.box, box.title_zh AS box_zh, box.title_en AS box_en,
    entry.id AS entry, entry.title_zh AS entry_zh, entry.title_en AS entry_en,
    scenario.id AS scenario, scenario.name_zh AS scenario_zh, scenario.name_en AS scenario_en,
    scenario.place, place.precision,
    place.name_zh AS site_zh, place.full_name_zh AS site_full_zh, place.name_en AS site_en
FROM (
    -- A task's own text counts as an entry without id, so that names outside the boxes are kept.
    SELECT task.number, NULL AS entry FROM tasks AS task
    WHERE task.number NOT IN (SELECT task FROM boxes)
       OR task.number IN (SELECT task FROM scenarios WHERE entry IS NULL)
    UNION ALL
    SELECT box.task, entry.id FROM boxes AS box JOIN entries AS entry ON entry.box = box.number
) AS clause
JOIN tasks AS task ON task.number = clause.number
JOIN themes AS theme ON theme.number = task.theme
LEFT JOIN entries AS entry ON entry.id = clause.entry
LEFT JOIN boxes AS box ON box.number = entry.box
LEFT JOIN scenarios AS scenario
    ON scenario.task = task.number AND scenario.entry IS NOT DISTINCT FROM clause.entry
LEFT JOIN places AS place ON place.id = scenario.place
ORDER BY task.number, entry.id NULLS FIRST, scenario.id
