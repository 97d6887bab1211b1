SELECT * FROM themes ORDER BY number
