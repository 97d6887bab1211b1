SELECT kind, code, text, reading, number FROM names ORDER BY seq, number
