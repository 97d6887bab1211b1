-- Scenario groups of other tasks that apply to the place by its sector, with the scenarios in them.
SELECT
    link.task, task.title_zh AS task_zh, task.title_en AS task_en, link.basis,
    entry.title_zh AS entry_zh, entry.title_en AS entry_en,
    link.phrase_zh, link.reason_zh, link.reason_en,
    list(scenario.name_zh ORDER BY scenario.id) AS scenarios_zh,
    list(scenario.name_en ORDER BY scenario.id) AS scenarios_en
FROM links AS link
JOIN tasks AS task ON task.number = link.task
JOIN entries AS entry ON entry.id = link.entry
JOIN scenarios AS scenario ON scenario.entry = entry.id
WHERE link.place = $id AND link.relation = 'applicable'
GROUP BY ALL
ORDER BY link.task, entry_zh
