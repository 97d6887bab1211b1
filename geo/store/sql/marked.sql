-- Every scenario with the passage of the plan's text that names it, and its place if it has one.
SELECT
    scenario.id, scenario.task, scenario.entry, scenario.name_zh, scenario.name_en,
    scenario.place, place.full_name_zh AS site_zh, place.name_en AS site_en, place.precision,
    scenario.span_start, scenario.span_end
FROM scenarios AS scenario
LEFT JOIN places AS place ON place.id = scenario.place
ORDER BY scenario.span_start, scenario.id
