SELECT * FROM zones ORDER BY number
