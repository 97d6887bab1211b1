-- Every column of every place; `Catalog` keeps them and picks the rows of a filter.
SELECT * FROM places ORDER BY pinyin, id
