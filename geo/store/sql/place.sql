-- One place, whatever the filter.
SELECT * FROM places WHERE id = $id
