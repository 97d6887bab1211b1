SELECT * FROM targets ORDER BY span_start
