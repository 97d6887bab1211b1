SELECT kind, code, text, reading FROM names ORDER BY seq, text
