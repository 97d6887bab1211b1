SELECT adcode, name_zh, short_zh, name_en, zone, label_lon, label_lat, bbox
FROM prefectures ORDER BY adcode
