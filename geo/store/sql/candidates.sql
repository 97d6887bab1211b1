-- The places that bear the same name, as the editors ranked them.
SELECT candidate.*, county.name_zh AS county_zh, county.name_en AS county_en,
       prefecture.name_zh AS prefecture_zh, prefecture.name_en AS prefecture_en
FROM candidates AS candidate
LEFT JOIN counties AS county ON county.adcode = candidate.adcode
LEFT JOIN prefectures AS prefecture ON prefecture.adcode = coalesce(county.prefecture, candidate.adcode)
WHERE candidate.place = $id
ORDER BY candidate.seq
