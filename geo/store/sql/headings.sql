-- All headings of the plan in the order of its text, each with the heading above it.
SELECT
    'theme' AS level, number::VARCHAR AS id, NULL AS parent,
    name_zh, title_zh, title_en, summary_zh, summary_en, span_start, span_end
FROM themes
UNION ALL
SELECT
    'task', number::VARCHAR, theme::VARCHAR,
    name_zh, title_zh, title_en, summary_zh, summary_en, span_start, span_end
FROM tasks
UNION ALL
SELECT
    'box', number::VARCHAR, task::VARCHAR,
    name_zh, title_zh, title_en, NULL, NULL, span_start, span_end
FROM boxes
UNION ALL
SELECT 'entry', id, box::VARCHAR, name_zh, title_zh, title_en, NULL, NULL, span_start, span_end
FROM entries
UNION ALL
SELECT
    'safeguard', number::VARCHAR, NULL,
    name_zh, title_zh, title_en, summary_zh, summary_en, span_start, span_end
FROM safeguards
ORDER BY span_start, id
