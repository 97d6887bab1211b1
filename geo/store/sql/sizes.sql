-- How large the plan is: what it names, and its parts.
SELECT
    (SELECT count(place) FROM scenarios) AS places,
    (SELECT count(*) FROM tasks) AS tasks,
    (SELECT count(*) FROM boxes) AS boxes,
    (SELECT count(*) FROM entries WHERE sector IS NOT NULL) AS groups,
    (SELECT count(*) FROM departments) AS departments
