-- The true borders of the counties (WKB, EPSG:4326), each with its prefecture, in the order of codes.
SELECT adcode, prefecture, geometry FROM counties ORDER BY adcode
