-- The typical scenarios that the plan names: with a place, and without.
SELECT
    count(*) AS total,
    count(place) AS with_place,
    count(*) - count(place) AS without_place
FROM scenarios
