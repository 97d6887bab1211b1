SELECT * FROM departments ORDER BY number
