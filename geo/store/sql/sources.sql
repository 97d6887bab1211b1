SELECT source.*, (SELECT count(*) FROM evidence WHERE evidence.source = source.id) AS citations
FROM sources AS source ORDER BY citations DESC, source.title
