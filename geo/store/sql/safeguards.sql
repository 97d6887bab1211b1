SELECT * FROM safeguards ORDER BY number
