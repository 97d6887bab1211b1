-- The chain of each place's own clause: theme, task, box, entry, scenario.
SELECT
    place.id AS place,
    scenario.id AS scenario, scenario.name_zh AS scenario_zh, scenario.name_en AS scenario_en,
    scenario.label_zh, scenario.span_start, scenario.span_end,
    entry.id AS entry, entry.name_zh AS entry_zh, entry.title_en AS entry_en,
    box.number AS box, box.title_zh AS box_zh, box.title_en AS box_en,
    task.number AS task, task.title_zh AS task_zh, task.title_en AS task_en,
    theme.number AS theme, theme.title_zh AS theme_zh, theme.title_en AS theme_en
FROM places AS place
JOIN scenarios AS scenario ON scenario.id = place.scenario
JOIN tasks AS task ON task.number = scenario.task
JOIN themes AS theme ON theme.number = task.theme
LEFT JOIN entries AS entry ON entry.id = scenario.entry
LEFT JOIN boxes AS box ON box.number = entry.box
WHERE place.id = ANY($ids::VARCHAR[])
