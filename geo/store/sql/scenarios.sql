-- Typical scenarios without a place under the same sector, task and theme filter, in plan order.
SELECT
    scenario.id, scenario.task, scenario.entry, scenario.name_zh, scenario.name_en,
    entry.sector, entry.title_zh AS entry_zh, entry.title_en AS entry_en
FROM scenarios AS scenario
JOIN tasks AS task ON task.number = scenario.task
LEFT JOIN entries AS entry ON entry.id = scenario.entry
WHERE scenario.place IS NULL
  AND ($tasks IS NULL OR scenario.task = ANY($tasks::INTEGER[]))
  AND ($themes IS NULL OR task.theme = ANY($themes::INTEGER[]))
  AND ($sectors IS NULL OR entry.sector = ANY($sectors::VARCHAR[]))
ORDER BY scenario.span_start
