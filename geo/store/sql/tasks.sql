SELECT * FROM tasks ORDER BY number
